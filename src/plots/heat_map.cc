#include "plots/heat_map.h"

#include "plots/contour_lines.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace rhoflow {

namespace {

// Pixels.
constexpr double map_font_size = 26;
constexpr double map_title_size = 32;
constexpr double map_border = 24;
constexpr double panel_gap = 22;
constexpr double bar_gap = 20;
constexpr double bar_width = 26;
constexpr int contour_step = 2; ///< spacing of the samples contour lines are traced on
constexpr double contour_width = 1.4;
constexpr double zero_width = 3.2;       ///< of the contour line at zero, diverging colours
constexpr double least_variation = 1e-3; ///< on the colour scale, of a field that gets contours
constexpr double map_point_radius = 9;
constexpr double point_outline = 2;
constexpr double lowest_position = -0.3; ///< on the colour scale, where 0 to 1 is shown

TextStyle map_title_style() {
  TextStyle style;
  style.size = map_title_size;
  style.horizontal = HorizontalAlignment::center;
  return style;
}

/// A field over a frame's data at a pixel, counted from the frame's upper left corner.
double value_at(const PlotFrame &frame, const BilinearField &field, double column, double row) {
  const Axis &x = frame.x_axis(), &y = frame.y_axis();
  return field.value(x.lower() + column / frame.area().width() * (x.upper() - x.lower()),
                     y.upper() - row / frame.area().height() * (y.upper() - y.lower()));
}

} // namespace

HeatMapPanels::HeatMapPanels(std::string title, int rows, int columns)
    : title_(std::move(title)), rows_(rows), columns_(columns) {
  if (rows < 1 || columns < 1)
    throw RunError("a picture of " + std::to_string(rows) + " x " + std::to_string(columns) +
                   " heat maps cannot be drawn");
  panels_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
}

std::size_t HeatMapPanels::index(int row, int column) const {
  if (row < 0 || row >= rows_ || column < 0 || column >= columns_)
    throw RunError("there is no panel (" + std::to_string(row) + ", " + std::to_string(column) +
                   ") in a picture of " + std::to_string(rows_) + " x " + std::to_string(columns_) +
                   " heat maps");
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
         static_cast<std::size_t>(column);
}

const HeatMapPanel &HeatMapPanels::panel(int row, int column) const {
  const auto &entry = panels_[index(row, column)];
  if (!entry)
    throw RunError("panel (" + std::to_string(row) + ", " + std::to_string(column) +
                   ") of the heat maps is blank");
  return *entry;
}

void HeatMapPanels::set_panel(int row, int column, HeatMapPanel panel) {
  const std::size_t place = index(row, column);
  try {
    const BilinearField check(panel.x, panel.y, panel.values);
  } catch (const RunError &error) {
    throw RunError("panel '" + panel.title + "': " + error.what());
  }
  for (const HeatMapPoint &point : panel.points)
    if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.value))
      throw RunError("panel '" + panel.title + "': a point is not finite");
  panels_[place] = std::move(panel);
}

void HeatMapPanels::set_color_scale(AxisScale scale, double floor) {
  if (!std::isfinite(floor) || floor < 0)
    throw RunError("the floor of a colour scale must be finite and not negative");
  scale_ = scale;
  floor_ = floor;
}

void HeatMapPanels::set_panel_size(int pixels) {
  if (pixels < 50 || pixels > 2000)
    throw RunError("heat maps of " + std::to_string(pixels) + " pixels cannot be drawn");
  panel_size_ = pixels;
}

Axis HeatMapPanels::color_axis(const HeatMapPanel &panel) const {
  double lower = std::numeric_limits<double>::infinity(), upper = -lower;
  const auto include = [&lower, &upper](const HeatMapPanel &p) {
    const auto [least, largest] = std::minmax_element(p.values.begin(), p.values.end());
    lower = std::min(lower, *least);
    upper = std::max(upper, *largest);
    for (const HeatMapPoint &point : p.points) {
      lower = std::min(lower, point.value);
      upper = std::max(upper, point.value);
    }
  };
  if (common_range_) {
    for (const auto &entry : panels_)
      if (entry)
        include(*entry);
  } else {
    include(panel);
  }

  const int rows = common_range_ ? rows_ : 1;
  const int max_ticks = std::clamp(rows * panel_size_ / 50, 3, 9);
  if (scale_ == AxisScale::logarithmic) {
    upper = upper > 0 ? upper : 1;
    lower = floor_ > 0 ? floor_ : 1e-6 * upper;
    // Numbers below the normal range have no accurate logarithm.
    lower = std::max(lower, std::numeric_limits<double>::min());
    return {lower, std::max(upper, 10 * lower), scale_, max_ticks};
  }
  const double size = std::max(std::abs(lower), std::abs(upper));
  if (map_ == ColorMap::diverging && size > 0)
    return {-size, size, scale_, max_ticks};
  if (!(upper - lower > 1e-12 * size)) { // a constant
    lower -= size > 0 ? 0.1 * size : 1;
    upper += size > 0 ? 0.1 * size : 1;
  }
  return {lower, upper, scale_, max_ticks};
}

Axis HeatMapPanels::axis_for(const std::vector<double> &nodes) const {
  return PlotFrame::fitting_x_axis(nodes.front(), nodes.back(), std::clamp(panel_size_ / 56, 2, 9),
                                   panel_size_, map_font_size);
}

PixelBox HeatMapPanels::panel_margins(const HeatMapPanel &panel) const {
  PixelBox m = PlotFrame::margins(axis_for(panel.x), axis_for(panel.y),
                                  {panel.title, panel.x_label, panel.y_label}, map_font_size);
  // The multiplier of a panel's own colour bar stands above the bar, beside the title.
  if (!color_axis(panel).multiplier().empty())
    m.top = std::max(m.top, 2 * map_font_size);
  return m;
}

HeatMapPanels::Layout HeatMapPanels::layout() const {
  Layout plan{};
  for (const auto &entry : panels_)
    if (entry) {
      const PixelBox m = panel_margins(*entry);
      plan.margins.left = std::max(plan.margins.left, m.left);
      plan.margins.top = std::max(plan.margins.top, m.top);
      plan.margins.right = std::max(plan.margins.right, m.right);
      plan.margins.bottom = std::max(plan.margins.bottom, m.bottom);
      plan.bar_room = std::max(plan.bar_room,
                               bar_gap + bar_width +
                                   ColorBar::room(color_axis(*entry), value_label_, map_font_size));
    }
  const double own_bar = common_range_ ? plan.margins.right : plan.bar_room;
  plan.cell_width = std::ceil(plan.margins.left + panel_size_ + own_bar + panel_gap);
  plan.cell_height = std::ceil(plan.margins.top + panel_size_ + plan.margins.bottom + panel_gap);
  plan.top = map_border + (title_.empty() ? 0 : 1.7 * map_title_size);
  plan.width = static_cast<int>(std::ceil(2 * map_border + columns_ * plan.cell_width - panel_gap +
                                          (common_range_ ? plan.bar_room : 0)));
  plan.height =
      static_cast<int>(std::ceil(plan.top + rows_ * plan.cell_height - panel_gap + map_border));
  return plan;
}

PixelBox HeatMapPanels::panel_area(const Layout &plan, int row, int column) const {
  // Whole pixels, so that the colours fill the box exactly.
  const double left = std::round(map_border + column * plan.cell_width + plan.margins.left);
  const double top = std::round(plan.top + row * plan.cell_height + plan.margins.top);
  return {left, top, left + panel_size_, top + panel_size_};
}

PlotFrame HeatMapPanels::make_frame(const Layout &plan, int row, int column) const {
  const HeatMapPanel &p = panel(row, column);
  return {panel_area(plan, row, column),
          axis_for(p.x),
          axis_for(p.y),
          {p.title, p.x_label, p.y_label},
          map_font_size};
}

ColorBar HeatMapPanels::make_bar(const Layout &plan, int row, int column) const {
  PixelBox area = panel_area(plan, row, column);
  if (common_range_) {
    area = panel_area(plan, rows_ - 1, columns_ - 1);
    area.top = panel_area(plan, 0, columns_ - 1).top;
    area.right += plan.margins.right;
  }
  const double left = std::round(area.right + bar_gap);
  return {{left, area.top, left + bar_width, area.bottom},
          color_axis(panel(row, column)),
          value_label_,
          map_font_size,
          map_};
}

PlotFrame HeatMapPanels::frame(int row, int column) const {
  return make_frame(layout(), row, column);
}

ColorBar HeatMapPanels::color_bar(int row, int column) const {
  return make_bar(layout(), row, column);
}

void HeatMapPanels::draw_values(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                                const HeatMapPanel &panel) const {
  // Interpolate the position on the colour scale rather than the value: straight lines on a
  // logarithmic scale instead of festoons between the nodes. What is far below the scale (or zero)
  // is raised to a little below it, so that the edge of the lowest colour is smooth.
  std::vector<double> positions(panel.values.size());
  std::transform(panel.values.begin(), panel.values.end(), positions.begin(),
                 [&colors](double v) { return std::max(lowest_position, colors.position(v)); });
  const BilinearField field(panel.x, panel.y, std::move(positions));

  const PixelBox &area = frame.area();
  for (int row = 0; row < panel_size_; ++row)
    for (int column = 0; column < panel_size_; ++column)
      canvas.fill_rectangle(
          {area.left + column, area.top + row, area.left + column + 1, area.top + row + 1},
          map_color(value_at(frame, field, column + 0.5, row + 0.5), map_));
  if (contours_)
    draw_contours(canvas, frame, colors, field);
}

void HeatMapPanels::draw_contours(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                                  const BilinearField &positions) const {
  const int n = panel_size_ / contour_step + 1;
  std::vector<double> samples;
  for (int row = 0; row < n; ++row)
    for (int column = 0; column < n; ++column)
      samples.push_back(value_at(frame, positions, contour_step * column, contour_step * row));
  // The level lines of a field that is constant but for rounding are noise.
  const auto [least, largest] = std::minmax_element(samples.begin(), samples.end());
  if (*largest - *least < least_variation)
    return;

  const PixelBox &area = frame.area();
  const bool diverging = map_ == ColorMap::diverging;
  canvas.set_clip(area);
  for (const Tick &tick : colors.ticks()) {
    const double level = colors.position(tick.value);
    // A density that vanishes to rounding has a sign that is noise.
    if (tick.label.empty() || (tick.value == 0 && !diverging) || level <= 0.01 || level >= 0.99)
      continue;
    const Color color = level < 0.6 && !diverging ? mix(map_color(level, map_), color_white, 0.6)
                                                  : mix(map_color(level, map_), color_ink, 0.6);
    const double width = tick.value == 0 ? zero_width : contour_width;
    for (const auto &[a, b] : contour_segments(samples, static_cast<std::size_t>(n), level))
      canvas.draw_line({area.left + contour_step * a.x, area.top + contour_step * a.y},
                       {area.left + contour_step * b.x, area.top + contour_step * b.y}, color,
                       width);
  }
  canvas.reset_clip();
}

void HeatMapPanels::draw_points(Canvas &canvas, const PlotFrame &frame, const Axis &colors,
                                const HeatMapPanel &panel) const {
  canvas.set_clip(frame.area());
  for (const HeatMapPoint &point : panel.points) {
    const PixelPoint center = frame.pixel(point.x, point.y);
    // A dark and a white ring: the disc shows on its own colour as well.
    canvas.fill_disc(center, map_point_radius + 2 * point_outline, color_ink);
    canvas.fill_disc(center, map_point_radius + point_outline, color_white);
    canvas.fill_disc(center, map_point_radius, map_color(colors.position(point.value), map_));
  }
  canvas.reset_clip();
}

Canvas HeatMapPanels::draw() const {
  const Layout plan = layout();
  Canvas canvas(plan.width, plan.height);
  bool bar_drawn = false;
  for (int row = 0; row < rows_; ++row)
    for (int column = 0; column < columns_; ++column) {
      if (!panels_[index(row, column)])
        continue;
      const HeatMapPanel &p = panel(row, column);
      const PlotFrame frame = make_frame(plan, row, column);
      const ColorBar bar = make_bar(plan, row, column);
      draw_values(canvas, frame, bar.axis(), p);
      draw_points(canvas, frame, bar.axis(), p);
      frame.draw(canvas);
      if (!common_range_ || !bar_drawn)
        bar.draw(canvas);
      bar_drawn = true;
    }
  canvas.draw_text({0.5 * plan.width, map_border + 1.0 * map_title_size}, title_,
                   map_title_style());
  return canvas;
}

void HeatMapPanels::write_png(const std::string &path) const {
  draw().write_png(path);
}

} // namespace rhoflow
