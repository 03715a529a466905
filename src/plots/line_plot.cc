#include "plots/line_plot.h"

#include "rhoflow/base/errors.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace rhoflow {

namespace {

// Pixels.
constexpr double plot_font_size = 30;
constexpr double plot_border = 24; ///< around the whole picture
constexpr double curve_width = 4;
constexpr double curve_point_radius = 8;
constexpr double dot_radius = 3;
constexpr std::size_t most_large_points = 100;
/// Of the largest value, below which a logarithmic axis would show rounding.
constexpr double smallest_share = 1e-14;
constexpr double dash_length = 16;
constexpr double legend_row = 42;
constexpr double legend_padding = 18;
constexpr double legend_sample = 64; ///< length of the piece of curve in the legend
constexpr double legend_gap = 16;    ///< between that piece and the name
constexpr double legend_distance = 20;

TextStyle legend_style() {
  TextStyle style;
  style.size = 0.9 * plot_font_size;
  style.vertical = VerticalAlignment::middle;
  return style;
}

bool has_line(CurveStyle style) {
  return style != CurveStyle::points && style != CurveStyle::dots;
}
bool has_points(CurveStyle style) {
  return !has_line(style) || style == CurveStyle::line_and_points;
}
/// Whether the points are so many that together they are a cloud, small and pale.
bool is_crowded(const Curve &curve) {
  return curve.style == CurveStyle::points && curve.x.size() > most_large_points;
}

double radius_of(const Curve &curve) {
  if (curve.style == CurveStyle::dots)
    return dot_radius;
  if (!is_crowded(curve))
    return curve_point_radius;
  return std::max(dot_radius, curve_point_radius *
                                  std::sqrt(double(most_large_points) / double(curve.x.size())));
}

Color color_of(const Curve &curve) {
  const Color color = curve_color(curve.color_index);
  return is_crowded(curve) ? mix(color, color_white, 0.5) : color;
}

/// The visible pieces of a curve in pixels.
std::vector<std::vector<PixelPoint>> pieces(const PlotFrame &frame, const Curve &curve) {
  std::vector<std::vector<PixelPoint>> result(1);
  for (std::size_t i = 0; i < curve.x.size(); ++i) {
    if ((frame.y_axis().scale() == AxisScale::logarithmic && !(curve.y[i] > 0)) ||
        (frame.x_axis().scale() == AxisScale::logarithmic && !(curve.x[i] > 0))) {
      result.emplace_back();
      continue;
    }
    result.back().push_back(frame.pixel(curve.x[i], curve.y[i]));
  }
  return result;
}

/// Length in pixels of all curves (points count as their diameter) within @p box.
double ink_within(const PixelBox &box, const std::vector<std::vector<PixelPoint>> &drawn,
                  const Curve &curve) {
  const CurveStyle style = curve.style;
  double ink = 0;
  for (const auto &piece : drawn)
    for (std::size_t i = 0; i < piece.size(); ++i) {
      if (has_points(style) && box.contains(piece[i]))
        ink += 2 * radius_of(curve);
      if (i == 0 || !has_line(style))
        continue;
      const PixelPoint a = piece[i - 1], b = piece[i];
      const int n = 1 + static_cast<int>(std::min(2000.0, std::hypot(b.x - a.x, b.y - a.y) / 4));
      for (int k = 0; k < n; ++k) {
        const double share = (k + 0.5) / n;
        if (box.contains({a.x + share * (b.x - a.x), a.y + share * (b.y - a.y)}))
          ink += std::hypot(b.x - a.x, b.y - a.y) / n;
      }
    }
  return ink;
}

} // namespace

LinePlot::LinePlot(std::string title, std::string x_label, std::string y_label, bool log_y)
    : title_(std::move(title)), x_label_(std::move(x_label)), y_label_(std::move(y_label)),
      log_y_(log_y) {}

void LinePlot::add_curve(Curve curve) {
  if (curve.x.size() != curve.y.size())
    throw RunError("curve '" + curve.name + "' has " + std::to_string(curve.x.size()) + " x and " +
                   std::to_string(curve.y.size()) + " y values");
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!std::all_of(curve.x.begin(), curve.x.end(), finite) ||
      !std::all_of(curve.y.begin(), curve.y.end(), finite))
    throw RunError("curve '" + curve.name + "' has a value that is not finite");
  curves_.push_back(std::move(curve));
}

void LinePlot::set_size(int width, int height) {
  width_ = width;
  height_ = height;
}

std::vector<Curve> LinePlot::shown_curves() const {
  std::vector<Curve> shown = curves_;
  if (!log_y_)
    return shown;
  double largest = 0;
  for (const Curve &curve : shown)
    for (const double value : curve.y)
      largest = std::max(largest, value);
  const auto is_hidden = [&](double value) { return !(value > smallest_share * largest); };
  for (Curve &curve : shown)
    std::replace_if(curve.y.begin(), curve.y.end(), is_hidden, 0.);
  shown.erase(std::remove_if(shown.begin(), shown.end(),
                             [&](const Curve &curve) {
                               return std::all_of(curve.y.begin(), curve.y.end(), is_hidden);
                             }),
              shown.end());
  return shown;
}

PlotFrame LinePlot::make_frame(const std::vector<Curve> &curves, double room_on_the_right) const {
  std::vector<double> x, y;
  for (const Curve &curve : curves) {
    x.insert(x.end(), curve.x.begin(), curve.x.end());
    y.insert(y.end(), curve.y.begin(), curve.y.end());
  }
  const auto scale = log_y_ ? AxisScale::logarithmic : AxisScale::linear;
  const int x_ticks = std::clamp(width_ / 160, 3, 10), y_ticks = std::clamp(height_ / 120, 3, 9);
  const Axis x_range =
      Axis::around(x, log_x_ ? AxisScale::logarithmic : AxisScale::linear, x_ticks);
  const Axis x_axis =
      log_x_ ? x_range
             : PlotFrame::fitting_x_axis(x_range.lower(), x_range.upper(), x_ticks,
                                         0.75 * (width_ - room_on_the_right), plot_font_size);
  const Axis y_axis = Axis::around(y, scale, y_ticks);
  const FrameLabels labels = {title_, x_label_, y_label_};
  const PixelBox m = PlotFrame::margins(x_axis, y_axis, labels, plot_font_size);
  const PixelBox area = {std::round(plot_border + m.left), std::round(plot_border + m.top),
                         std::round(width_ - plot_border - m.right - room_on_the_right),
                         std::round(height_ - plot_border - m.bottom)};
  if (area.width() < 50 || area.height() < 50)
    throw RunError("a plot of " + std::to_string(width_) + " x " + std::to_string(height_) +
                   " pixels is too small for its labels");
  return {area, x_axis, y_axis, labels, plot_font_size};
}

PixelBox LinePlot::legend_size(const std::vector<Curve> &curves) {
  double text_width = 0;
  int rows = 0;
  for (const Curve &curve : curves)
    if (!curve.name.empty()) {
      text_width = std::max(text_width, Canvas::text_box(curve.name, legend_style()).width());
      ++rows;
    }
  if (rows == 0)
    return {};
  return {0, 0, 2 * legend_padding + legend_sample + legend_gap + text_width,
          2 * legend_padding + rows * legend_row - 8};
}

LinePlot::Layout LinePlot::layout(const std::vector<Curve> &curves) const {
  Layout result = {make_frame(curves, 0), {}};
  const PixelBox size = legend_size(curves);
  if (!(size.width() > 0))
    return result;

  const PixelBox area = result.frame.area();
  const auto place = [&size](double left, double top) {
    return PixelBox{left, top, left + size.width(), top + size.height()};
  };
  const std::array<double, 3> lefts = {area.right - legend_distance - size.width(),
                                       area.left + legend_distance,
                                       0.5 * (area.left + area.right - size.width())};
  const std::array<double, 3> tops = {area.top + legend_distance,
                                      area.bottom - legend_distance - size.height(),
                                      0.5 * (area.top + area.bottom - size.height())};
  for (const double top : tops)
    for (const double left : lefts) {
      const PixelBox box = place(left, top);
      const double reach = curve_point_radius + 4;
      const PixelBox wide = {box.left - reach, box.top - reach, box.right + reach,
                             box.bottom + reach};
      double ink = 0;
      for (const Curve &curve : curves)
        ink += ink_within(wide, pieces(result.frame, curve), curve);
      if (ink == 0 && box.left > area.left && box.top > area.top && box.bottom < area.bottom) {
        result.legend = box;
        return result;
      }
    }
  // No free place inside: beside the frame.
  result.frame = make_frame(curves, size.width() + legend_distance);
  result.legend = place(width_ - plot_border - size.width(), result.frame.area().top);
  return result;
}

PlotFrame LinePlot::frame() const {
  return layout(shown_curves()).frame;
}

void LinePlot::draw_curve(Canvas &canvas, const PlotFrame &frame, const Curve &curve) {
  const Color color = color_of(curve);
  for (const auto &piece : pieces(frame, curve)) {
    if (has_line(curve.style))
      canvas.draw_polyline(piece, color, curve_width,
                           curve.style == CurveStyle::dashed_line ? dash_length : 0);
    if (has_points(curve.style) || piece.size() == 1)
      for (const PixelPoint point : piece) {
        if (curve.style != CurveStyle::dots && !is_crowded(curve)) // tells overlapping points apart
          canvas.fill_disc(point, curve_point_radius + 2, color_white);
        canvas.fill_disc(point, radius_of(curve), color);
      }
  }
}

void LinePlot::draw_legend(Canvas &canvas, const std::vector<Curve> &curves, const PixelBox &box) {
  canvas.fill_rectangle(box, color_white);
  canvas.draw_rectangle(box, color_grid, 1.5);
  double y = box.top + legend_padding + 0.5 * (legend_row - 8);
  for (const Curve &curve : curves) {
    if (curve.name.empty())
      continue;
    const double left = box.left + legend_padding;
    const Color color = color_of(curve);
    if (has_line(curve.style))
      canvas.draw_polyline({{left, y}, {left + legend_sample, y}}, color, curve_width,
                           curve.style == CurveStyle::dashed_line ? dash_length : 0);
    if (has_points(curve.style))
      canvas.fill_disc({left + 0.5 * legend_sample, y}, curve_point_radius, color);
    canvas.draw_text({left + legend_sample + legend_gap, y}, curve.name, legend_style());
    y += legend_row;
  }
}

Canvas LinePlot::draw() const {
  const std::vector<Curve> curves = shown_curves();
  const Layout plan = layout(curves);
  Canvas canvas(width_, height_);
  plan.frame.draw_grid(canvas);
  canvas.set_clip(plan.frame.area());
  // What is measured at single points is covered by no line, and covers none if it is a cloud.
  const auto layer = [](const Curve &curve) {
    return is_crowded(curve) ? 0 : has_points(curve.style) ? 2 : 1;
  };
  for (const int drawn : {0, 1, 2})
    for (const Curve &curve : curves)
      if (layer(curve) == drawn)
        draw_curve(canvas, plan.frame, curve);
  canvas.reset_clip();
  plan.frame.draw(canvas);
  if (plan.legend.width() > 0)
    draw_legend(canvas, curves, plan.legend);
  return canvas;
}

void LinePlot::write_png(const std::string &path) const {
  draw().write_png(path);
}

} // namespace rhoflow
