#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A rendered line of text: how much of each pixel the glyphs cover.
struct TextMask {
  int width = 0;                       ///< pixels
  int height = 0;                      ///< pixels
  int baseline = 0;                    ///< rows above the line on which the letters stand
  int cap_height = 0;                  ///< height of a capital letter, pixels
  std::vector<unsigned char> coverage; ///< width x height, row by row from the top; 0..255
};

/// Renders one line of UTF-8 text with FreeType; needs neither display nor render window.
///
/// `^{...}` raises and `_{...}` lowers a part of the text in smaller letters: "10^{-3}". The font
/// is DejaVu Sans or Liberation Sans where they are installed, otherwise VTK's own (which has
/// Latin letters only).
///
/// @param text  the line; an empty text gives an empty mask
/// @param size  font size in pixels, > 0
/// @param bold  heavier letters
/// @throws RunError when FreeType cannot render the text
TextMask render_text(const std::string &text, int size, bool bold);

} // namespace rhoflow
