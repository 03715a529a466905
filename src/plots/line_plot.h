#pragma once

#include "plots/canvas.h"
#include "plots/plot_frame.h"

#include <string>
#include <vector>

namespace rhoflow {

enum class CurveStyle {
  line,
  dashed_line,
  points, ///< discs; more than a hundred are smaller, pale, and below the lines
  dots,   ///< small points, for clouds of many
  line_and_points
};

/// One set of data in a LinePlot.
struct Curve {
  std::string name;      ///< for the legend; empty: not listed
  std::vector<double> x; ///< any order
  std::vector<double> y; ///< as many as x
  int color_index = 0;   ///< >= 0, see curve_color()
  CurveStyle style = CurveStyle::line;
};

/// A picture of curves over one x axis, with grid lines and, where curves have names, a legend. The
/// legend goes to the emptiest corner or edge of the frame, or beside it when there is no room.
class LinePlot {
public:
  /// @param title,x_label,y_label texts, with `^{}` and `_{}` as in render_text()
  /// @param log_y logarithmic y axis; points with y <= 0, or below 1e-14 of the largest y of all
  ///              curves, which is rounding, are left out and interrupt their curve; a curve of
  ///              which nothing is left is not in the legend
  LinePlot(std::string title, std::string x_label, std::string y_label, bool log_y = false);

  /// @throws RunError naming the curve when x and y differ in length or a value is not finite
  void add_curve(Curve curve);

  /// Makes the x axis logarithmic; points with x <= 0 are left out and interrupt their curve.
  void set_log_x() { log_x_ = true; }

  /// Size of the picture in pixels; fonts keep their size. Default 1600 x 1000.
  void set_size(int width, int height);

  /// Axes and place of the frame as they will be drawn; frame().pixel() maps data to pixels.
  PlotFrame frame() const;

  Canvas draw() const;

  /// Draws and writes a PNG file atomically. @throws RunError naming the path
  void write_png(const std::string &path) const;

private:
  /// Frame and legend box (of width 0 when there is none), in pixels.
  struct Layout {
    PlotFrame frame;
    PixelBox legend;
  };

  /// The curves without what a logarithmic y axis does not show.
  std::vector<Curve> shown_curves() const;
  Layout layout(const std::vector<Curve> &curves) const;
  PlotFrame make_frame(const std::vector<Curve> &curves, double room_on_the_right) const;
  static PixelBox legend_size(const std::vector<Curve> &curves);
  static void draw_curve(Canvas &canvas, const PlotFrame &frame, const Curve &curve);
  static void draw_legend(Canvas &canvas, const std::vector<Curve> &curves, const PixelBox &box);

  std::string title_;
  std::string x_label_;
  std::string y_label_;
  bool log_y_;
  bool log_x_ = false;
  int width_ = 1600;
  int height_ = 1000;
  std::vector<Curve> curves_;
};

} // namespace rhoflow
