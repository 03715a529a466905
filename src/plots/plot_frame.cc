#include "plots/plot_frame.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

namespace {

// All lengths in units of the font size.
constexpr double tick_size = 0.9;      ///< font size of the tick labels
constexpr double title_size = 1.12;    ///< font size of the title
constexpr double tick_length = 0.32;   ///< labelled ticks
constexpr double minor_length = 0.18;  ///< ticks without label
constexpr double tick_gap = 0.3;       ///< between tick and its label
constexpr double label_gap = 0.45;     ///< between tick labels and axis label
constexpr double label_distance = 0.6; ///< least distance of neighbouring labels on the x axis
constexpr double title_gap = 0.6;      ///< between box and title
constexpr double line_thickness = 0.06;

TextStyle tick_style(double font_size) {
  TextStyle style;
  style.size = tick_size * font_size;
  return style;
}

TextStyle title_style(double font_size) {
  TextStyle style;
  style.size = title_size * font_size;
  style.horizontal = HorizontalAlignment::center;
  style.vertical = VerticalAlignment::baseline;
  return style;
}

double widest_label(const Axis &axis, double font_size) {
  double width = 0;
  for (const Tick &tick : axis.ticks())
    width = std::max(width, Canvas::text_box(tick.label, tick_style(font_size)).width());
  return width;
}

double line_height(double font_size) {
  return 1.25 * font_size;
}

} // namespace

PlotFrame::PlotFrame(const PixelBox &area, Axis x, Axis y, FrameLabels labels, double font_size)
    : area_(area), x_(std::move(x)), y_(std::move(y)), labels_(std::move(labels)),
      font_size_(font_size) {}

PixelBox PlotFrame::margins(const Axis &x, const Axis &y, const FrameLabels &labels,
                            double font_size) {
  const double ticks = (tick_length + tick_gap) * font_size;
  PixelBox m;
  m.left = ticks + widest_label(y, font_size);
  if (!labels.y_label.empty())
    m.left += label_gap * font_size + line_height(font_size);
  m.bottom = ticks + line_height(tick_size * font_size);
  if (!labels.x_label.empty())
    m.bottom += label_gap * font_size + line_height(font_size);
  // Half of a tick label may stick out above, and at either end of the x axis.
  m.top = 0.5 * font_size;
  if (!y.multiplier().empty())
    m.top = line_height(font_size) + 0.3 * font_size;
  if (!labels.title.empty())
    m.top += title_gap * font_size + line_height(title_size * font_size);
  m.right = 0.55 * widest_label(x, font_size);
  if (!x.multiplier().empty())
    m.right += 4.5 * tick_size * font_size;
  return m;
}

Axis PlotFrame::fitting_x_axis(double lower, double upper, int max_ticks, double width,
                               double font_size) {
  for (int n = max_ticks; n > 2; --n) {
    Axis axis(lower, upper, AxisScale::linear, n);
    const double label = widest_label(axis, font_size) + label_distance * font_size;
    if (axis.ticks().size() < 2 ||
        label <=
            (axis.position(axis.ticks()[1].value) - axis.position(axis.ticks()[0].value)) * width)
      return axis;
  }
  return {lower, upper, AxisScale::linear, 2};
}

PixelPoint PlotFrame::pixel(double x, double y) const {
  return {area_.left + x_.position(x) * area_.width(),
          area_.bottom - y_.position(y) * area_.height()};
}

void PlotFrame::draw_grid(Canvas &canvas) const {
  const double width = 0.05 * font_size_;
  for (const Tick &tick : x_.ticks())
    if (!tick.label.empty()) {
      const double x = area_.left + x_.position(tick.value) * area_.width();
      canvas.draw_line({x, area_.top}, {x, area_.bottom}, color_grid, width);
    }
  for (const Tick &tick : y_.ticks())
    if (!tick.label.empty()) {
      const double y = area_.bottom - y_.position(tick.value) * area_.height();
      canvas.draw_line({area_.left, y}, {area_.right, y}, color_grid, width);
    }
}

void PlotFrame::draw(Canvas &canvas) const {
  const double thickness = line_thickness * font_size_;
  canvas.draw_rectangle(area_, color_ink, thickness);

  TextStyle style = tick_style(font_size_);
  style.horizontal = HorizontalAlignment::center;
  style.vertical = VerticalAlignment::baseline;
  const double below = area_.bottom + (tick_length + tick_gap) * font_size_;
  for (const Tick &tick : x_.ticks()) {
    const double x = area_.left + x_.position(tick.value) * area_.width();
    const double length = (tick.label.empty() ? minor_length : tick_length) * font_size_;
    canvas.fill_rectangle(
        {x - 0.5 * thickness, area_.bottom, x + 0.5 * thickness, area_.bottom + length}, color_ink);
    canvas.draw_text({x, below + 0.8 * tick_size * font_size_}, tick.label, style);
  }
  if (!x_.multiplier().empty()) {
    style.horizontal = HorizontalAlignment::left;
    canvas.draw_text({area_.right + 0.6 * font_size_, area_.bottom}, x_.multiplier(), style);
  }

  style.horizontal = HorizontalAlignment::right;
  style.vertical = VerticalAlignment::middle;
  for (const Tick &tick : y_.ticks()) {
    const double y = area_.bottom - y_.position(tick.value) * area_.height();
    const double length = (tick.label.empty() ? minor_length : tick_length) * font_size_;
    canvas.fill_rectangle(
        {area_.left - length, y - 0.5 * thickness, area_.left, y + 0.5 * thickness}, color_ink);
    canvas.draw_text({area_.left - (tick_length + tick_gap) * font_size_, y}, tick.label, style);
  }
  double above = area_.top - title_gap * font_size_;
  if (!y_.multiplier().empty()) {
    style.horizontal = HorizontalAlignment::left;
    style.vertical = VerticalAlignment::baseline;
    canvas.draw_text({area_.left, area_.top - 0.45 * font_size_}, y_.multiplier(), style);
    above -= line_height(font_size_);
  }

  const double center = 0.5 * (area_.left + area_.right);
  canvas.draw_text({center, above}, labels_.title, title_style(font_size_));
  TextStyle label_style;
  label_style.size = font_size_;
  label_style.horizontal = HorizontalAlignment::center;
  canvas.draw_text(
      {center, below + line_height(tick_size * font_size_) + (label_gap + 0.8) * font_size_},
      labels_.x_label, label_style);
  label_style.rotated = true;
  const double left =
      area_.left - (tick_length + tick_gap + label_gap) * font_size_ - widest_label(y_, font_size_);
  canvas.draw_text({left - 0.25 * font_size_, 0.5 * (area_.top + area_.bottom)}, labels_.y_label,
                   label_style);
}

} // namespace rhoflow
