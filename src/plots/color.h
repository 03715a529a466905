#pragma once

namespace rhoflow {

/// An sRGB colour, 8 bits a channel.
struct Color {
  unsigned char red = 0;   ///< 0..255
  unsigned char green = 0; ///< 0..255
  unsigned char blue = 0;  ///< 0..255

  friend bool operator==(const Color &a, const Color &b) {
    return a.red == b.red && a.green == b.green && a.blue == b.blue;
  }
  friend bool operator!=(const Color &a, const Color &b) { return !(a == b); }
};

inline constexpr Color color_white{255, 255, 255};
inline constexpr Color color_black{0, 0, 0};
inline constexpr Color color_ink{38, 38, 38};     ///< frames, ticks, text
inline constexpr Color color_grid{224, 224, 224}; ///< grid lines behind curves

/// A colour for curve number @p index: seven colours that colour-blind readers can tell apart,
/// repeated cyclically. @pre index >= 0
Color curve_color(int index);

/// How values become colours.
enum class ColorMap {
  sequential, ///< perceptually uniform from dark violet (0) through green to yellow (1)
  diverging   ///< from dark blue (0) through almost white (0.5) to dark red (1)
};

/// The colour at @p fraction of @p map.
/// @param fraction position in the range, dimensionless; clamped to [0, 1]
Color map_color(double fraction, ColorMap map = ColorMap::sequential);

/// The mixture (1 - weight) a + weight b, channel by channel. @pre 0 <= weight <= 1
Color mix(Color a, Color b, double weight);

} // namespace rhoflow
