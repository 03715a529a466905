#include "plots/color_bar.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

namespace {

// In units of the font size.
constexpr double tick_size = 0.9; ///< font size of the tick labels
constexpr double tick_length = 0.3;
constexpr double minor_length = 0.18;
constexpr double tick_gap = 0.3;
constexpr double label_gap = 0.5;
constexpr double line_thickness = 0.06;

TextStyle tick_style(double font_size) {
  TextStyle style;
  style.size = tick_size * font_size;
  style.vertical = VerticalAlignment::middle;
  return style;
}

double ticks_width(const Axis &axis, double font_size) {
  double width = 0;
  for (const Tick &tick : axis.ticks())
    width = std::max(width, Canvas::text_box(tick.label, tick_style(font_size)).width());
  return width + (tick_length + tick_gap) * font_size;
}

} // namespace

ColorBar::ColorBar(const PixelBox &area, Axis axis, std::string label, double font_size,
                   ColorMap map)
    : area_(area), axis_(std::move(axis)), label_(std::move(label)), font_size_(font_size),
      map_(map) {}

double ColorBar::room(const Axis &axis, const std::string &label, double font_size) {
  double room = ticks_width(axis, font_size);
  if (!label.empty())
    room += (label_gap + 1.25) * font_size;
  // The multiplier stands above the bar and may be wider than the ticks.
  const double multiplier = Canvas::text_box(axis.multiplier(), tick_style(font_size)).width();
  return std::max(room, multiplier);
}

void ColorBar::draw(Canvas &canvas) const {
  const int rows = static_cast<int>(area_.height());
  for (int row = 0; row < rows; ++row) {
    const double y = area_.top + row;
    canvas.fill_rectangle({area_.left, y, area_.right, std::min(y + 1, area_.bottom)},
                          map_color(1 - (row + 0.5) / rows, map_));
  }
  const double thickness = line_thickness * font_size_;
  canvas.draw_rectangle(area_, color_ink, thickness);
  for (const Tick &tick : axis_.ticks()) {
    const double y = area_.bottom - axis_.position(tick.value) * area_.height();
    const double length = (tick.label.empty() ? minor_length : tick_length) * font_size_;
    canvas.fill_rectangle(
        {area_.right, y - 0.5 * thickness, area_.right + length, y + 0.5 * thickness}, color_ink);
    canvas.draw_text({area_.right + (tick_length + tick_gap) * font_size_, y}, tick.label,
                     tick_style(font_size_));
  }
  TextStyle style = tick_style(font_size_);
  style.vertical = VerticalAlignment::baseline;
  canvas.draw_text({area_.left, area_.top - 0.45 * font_size_}, axis_.multiplier(), style);

  style.size = font_size_;
  style.rotated = true;
  style.horizontal = HorizontalAlignment::center;
  style.vertical = VerticalAlignment::baseline;
  const double left = area_.right + ticks_width(axis_, font_size_) + label_gap * font_size_;
  canvas.draw_text({left + 0.9 * font_size_, 0.5 * (area_.top + area_.bottom)}, label_, style);
}

} // namespace rhoflow
