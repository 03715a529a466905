#pragma once

#include "plots/color.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A position in a picture, in pixels: x to the right, y downwards, (0, 0) the upper left corner.
/// Pixel (i, j) covers [i, i+1) x [j, j+1).
struct PixelPoint {
  double x = 0;
  double y = 0;
};

/// An upright rectangle in a picture, in pixels. @pre left <= right, top <= bottom
struct PixelBox {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  bool contains(PixelPoint p) const {
    return left <= p.x && p.x <= right && top <= p.y && p.y <= bottom;
  }
};

/// Which point along the line of text is placed.
enum class HorizontalAlignment { left, center, right };
/// `middle` centres capital letters and digits, `baseline` puts the letters' feet on the point.
enum class VerticalAlignment { top, middle, baseline, bottom };

/// How a text looks and which of its points is placed. A rotated text is turned about that point by
/// 90 degrees counterclockwise (it reads upwards); both alignments are meant before the turn.
struct TextStyle {
  double size = 24; ///< font size in pixels
  bool bold = false;
  bool rotated = false;
  Color color = color_ink;
  HorizontalAlignment horizontal = HorizontalAlignment::left;
  VerticalAlignment vertical = VerticalAlignment::baseline;
};

/// An RGB raster with anti-aliased drawing: everything is drawn on a grid three times as fine and
/// averaged when pixels are read or written. Nothing is drawn outside the picture.
class Canvas {
public:
  /// A picture of @p width x @p height pixels filled with @p background.
  /// @throws RunError unless both sizes lie in [1, 10000]
  Canvas(int width, int height, Color background = color_white);

  int width() const { return width_; }
  int height() const { return height_; }

  /// From now on only the inside of @p box is drawn on.
  void set_clip(const PixelBox &box);
  /// Allows drawing on the whole picture again.
  void reset_clip();

  void fill_rectangle(const PixelBox &box, Color color);
  /// The outline; @p line_width in pixels, centred on the box' sides.
  void draw_rectangle(const PixelBox &box, Color color, double line_width);
  /// A straight line with round ends. @pre finite coordinates
  void draw_line(PixelPoint from, PixelPoint to, Color color, double line_width);
  /// Consecutive points joined by lines. @p dash: length in pixels of dashes (and of the gaps
  /// between them); 0 gives a solid line.
  void draw_polyline(const std::vector<PixelPoint> &points, Color color, double line_width,
                     double dash = 0);
  void fill_disc(PixelPoint center, double radius, Color color);
  /// One line of text, with `^{}` and `_{}` as in render_text().
  void draw_text(PixelPoint position, const std::string &text, const TextStyle &style);

  /// The size (left = top = 0) of the box that @p text needs, turned if the style says so.
  static PixelBox text_box(const std::string &text, const TextStyle &style);

  /// The averaged colour of pixel (x, y). @pre 0 <= x < width(), 0 <= y < height()
  Color pixel(int x, int y) const;

  /// Writes the picture atomically. @throws RunError naming the path
  void write_png(const std::string &path) const;

private:
  /// Paints fine pixels [first, last) of @p row where the clip allows.
  void fill_span(int row, double first, double last, Color color);

  int width_;
  int height_;
  int fine_width_;
  int fine_height_;
  std::vector<unsigned char> raster_; ///< RGB of the fine grid, row by row from the top
  int clip_left_ = 0, clip_top_ = 0, clip_right_ = 0, clip_bottom_ = 0; ///< fine grid, half open
};

} // namespace rhoflow
