#pragma once

#include "plots/bilinear_field.h"
#include "plots/canvas.h"
#include "plots/color_bar.h"
#include "plots/plot_frame.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// A disc drawn over a heat map in the colour of its value, e.g. a sample with its label.
struct HeatMapPoint {
  double x = 0;
  double y = 0;
  double value = 0;
};

/// One function of two variables in a HeatMapPanels picture, e.g. the marginal of a density over
/// (w, b) at one depth.
struct HeatMapPanel {
  std::string title;
  std::string x_label;
  std::string y_label;
  std::vector<double> x;              ///< nodes, strictly increasing (any spacing), at least two
  std::vector<double> y;              ///< nodes, strictly increasing (any spacing), at least two
  std::vector<double> values;         ///< value at (x_i, y_j) = values[j * x.size() + i], finite
  std::vector<HeatMapPoint> points{}; ///< finite; the range of the colours covers them
};

/// A picture of rows x columns square panels with colours for the values, interpolated bilinearly
/// (on a logarithmic scale the logarithm is what is interpolated), and a colour bar.
class HeatMapPanels {
public:
  /// @param title  above all panels; empty: none
  /// @param rows,columns at least 1
  /// @throws RunError when rows or columns are less than 1
  HeatMapPanels(std::string title, int rows, int columns);

  /// Fills one panel, counted from the upper left; panels never set stay blank.
  /// @throws RunError naming the panel's title when there is no such place, the nodes do not
  ///         increase, or the values are too few, too many or not finite
  void set_panel(int row, int column, HeatMapPanel panel);

  /// Linear or logarithmic colours. @p floor (> 0, logarithmic only): values below it get the
  /// lowest colour; 0 means 1e-6 of the largest value.
  void set_color_scale(AxisScale scale, double floor = 0);

  /// Diverging colours are for values on both sides of zero: a linear range becomes symmetric about
  /// zero, and the contour line at zero is drawn thick. Default: sequential.
  void set_color_map(ColorMap map) { map_ = map; }

  /// What the values are; written along the colour bar.
  void set_value_label(std::string label) { value_label_ = std::move(label); }

  /// true (default): all panels share one colour bar; false: each has its own.
  void set_common_range(bool common) { common_range_ = common; }

  /// Draws thin lines at the values of the colour bar's labelled ticks; with sequential colours
  /// not at zero, where the sign of a density may be noise.
  void set_contours(bool on) { contours_ = on; }

  /// Side of a panel's box in pixels, 50 to 2000; fonts keep their size. Default 400.
  void set_panel_size(int pixels);

  /// Place and axes of a panel as they will be drawn. @throws RunError if the panel is blank
  PlotFrame frame(int row, int column) const;

  /// The colour bar that belongs to a panel, as it will be drawn. @throws RunError if the
  /// panel is blank
  ColorBar color_bar(int row, int column) const;

  Canvas draw() const;

  /// Draws and writes a PNG file atomically. @throws RunError naming the path
  void write_png(const std::string &path) const;

private:
  /// Sizes in pixels shared by all panels.
  struct Layout {
    PixelBox margins;  ///< the most any panel needs around its box
    double bar_room;   ///< for the bar of one panel, or of the whole picture
    double cell_width; ///< from one panel to the next
    double cell_height;
    double top; ///< of the first row, below the title
    int width;  ///< of the picture
    int height;
  };

  std::size_t index(int row, int column) const;
  const HeatMapPanel &panel(int row, int column) const;
  /// Colour axis of one panel, or of all where the range is common.
  Axis color_axis(const HeatMapPanel &panel) const;
  Axis axis_for(const std::vector<double> &nodes) const;
  PixelBox panel_margins(const HeatMapPanel &panel) const;
  Layout layout() const;
  PixelBox panel_area(const Layout &plan, int row, int column) const;
  PlotFrame make_frame(const Layout &plan, int row, int column) const;
  ColorBar make_bar(const Layout &plan, int row, int column) const;
  void draw_values(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                   const HeatMapPanel &panel) const;
  void draw_contours(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                     const BilinearField &positions) const;
  void draw_points(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                   const HeatMapPanel &panel) const;

  std::string title_;
  int rows_;
  int columns_;
  std::vector<std::optional<HeatMapPanel>> panels_;
  AxisScale scale_ = AxisScale::linear;
  ColorMap map_ = ColorMap::sequential;
  double floor_ = 0;
  std::string value_label_;
  bool common_range_ = true;
  bool contours_ = false;
  int panel_size_ = 400;
};

} // namespace rhoflow
