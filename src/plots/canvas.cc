#include "plots/canvas.h"

#include "base/text_file.h"
#include "plots/text_mask.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

namespace rhoflow {

namespace {

constexpr int fineness = 3;

TextMask render(const std::string &text, const TextStyle &style) {
  return render_text(text, std::max(1, static_cast<int>(std::lround(style.size * fineness))),
                     style.bold);
}

/// Narrows [first, last] to where |offset + slope x| stays in [low, high].
void intersect(double slope, double offset, double low, double high, double &first, double &last) {
  if (slope == 0) {
    if (offset < low || offset > high)
      last = first - 1;
    return;
  }
  const double a = (low - offset) / slope, b = (high - offset) / slope;
  first = std::max(first, std::min(a, b));
  last = std::min(last, std::max(a, b));
}

bool is_upright(const PixelBox &box) {
  return box.left <= box.right && box.top <= box.bottom;
}

bool is_finite(PixelPoint point) {
  return std::isfinite(point.x) && std::isfinite(point.y);
}

} // namespace

Canvas::Canvas(int width, int height, Color background)
    : width_(width), height_(height), fine_width_(fineness * width),
      fine_height_(fineness * height) {
  if (width < 1 || height < 1 || width > 10000 || height > 10000)
    throw RunError("cannot draw a picture of " + std::to_string(width) + " x " +
                   std::to_string(height) + " pixels");
  raster_.resize(3 * static_cast<std::size_t>(fine_width_) * fine_height_);
  reset_clip();
  fill_rectangle({0, 0, static_cast<double>(width), static_cast<double>(height)}, background);
}

void Canvas::set_clip(const PixelBox &box) {
  RHOFLOW_PRECONDITION(is_upright(box), "left <= right, top <= bottom");
  const auto fine = [](double value, int limit) {
    return std::clamp(static_cast<int>(std::lround(value * fineness)), 0, limit);
  };
  clip_left_ = fine(box.left, fine_width_);
  clip_right_ = fine(box.right, fine_width_);
  clip_top_ = fine(box.top, fine_height_);
  clip_bottom_ = fine(box.bottom, fine_height_);
}

void Canvas::reset_clip() {
  clip_left_ = clip_top_ = 0;
  clip_right_ = fine_width_;
  clip_bottom_ = fine_height_;
}

void Canvas::fill_span(int row, double first, double last, Color color) {
  if (row < clip_top_ || row >= clip_bottom_ || !(first < last))
    return;
  const int begin = static_cast<int>(std::max<double>(clip_left_, std::round(first)));
  const int end = static_cast<int>(std::min<double>(clip_right_, std::round(last)));
  if (begin >= end)
    return;
  unsigned char *target = raster_.data() + 3 * (static_cast<std::size_t>(row) * fine_width_ +
                                                static_cast<std::size_t>(begin));
  for (int x = begin; x < end; ++x) {
    *target++ = color.red;
    *target++ = color.green;
    *target++ = color.blue;
  }
}

void Canvas::fill_rectangle(const PixelBox &box, Color color) {
  RHOFLOW_PRECONDITION(is_upright(box), "left <= right, top <= bottom");
  const double top = std::max<double>(clip_top_, std::round(box.top * fineness));
  const double bottom = std::min<double>(clip_bottom_, std::round(box.bottom * fineness));
  for (int row = static_cast<int>(top); row < bottom; ++row)
    fill_span(row, box.left * fineness, box.right * fineness, color);
}

void Canvas::draw_rectangle(const PixelBox &box, Color color, double line_width) {
  RHOFLOW_PRECONDITION(is_upright(box), "left <= right, top <= bottom");
  const double h = 0.5 * line_width;
  fill_rectangle({box.left - h, box.top - h, box.right + h, box.top + h}, color);
  fill_rectangle({box.left - h, box.bottom - h, box.right + h, box.bottom + h}, color);
  fill_rectangle({box.left - h, box.top - h, box.left + h, box.bottom + h}, color);
  fill_rectangle({box.right - h, box.top - h, box.right + h, box.bottom + h}, color);
}

void Canvas::draw_line(PixelPoint from, PixelPoint to, Color color, double line_width) {
  RHOFLOW_PRECONDITION(is_finite(from) && is_finite(to), "the coordinates are finite");
  const double radius = 0.5 * line_width * fineness;
  const double ax = from.x * fineness, ay = from.y * fineness;
  const double bx = to.x * fineness, by = to.y * fineness;
  const double dx = bx - ax, dy = by - ay, length = std::hypot(dx, dy);
  const double top = std::max<double>(clip_top_, std::floor(std::min(ay, by) - radius));
  const double bottom = std::min<double>(clip_bottom_, std::ceil(std::max(ay, by) + radius));
  for (int row = static_cast<int>(top); row < bottom; ++row) {
    // The points of a row within the radius of a segment form one interval: the union of the two
    // end discs' and the stem's.
    const double y = row + 0.5;
    double first = 1e300, last = -1e300;
    for (const auto &[cx, cy] : {std::pair{ax, ay}, std::pair{bx, by}}) {
      const double chord = radius * radius - (y - cy) * (y - cy);
      if (chord > 0) {
        first = std::min(first, cx - std::sqrt(chord));
        last = std::max(last, cx + std::sqrt(chord));
      }
    }
    if (length > 0) {
      double stem_first = -1e300, stem_last = 1e300;
      // along: 0 <= (p - a).d <= |d|^2; across: |(p - a) x d| <= radius |d|
      intersect(dx, -ax * dx + (y - ay) * dy, 0, length * length, stem_first, stem_last);
      intersect(dy, -ax * dy - (y - ay) * dx, -radius * length, radius * length, stem_first,
                stem_last);
      if (stem_first <= stem_last) {
        first = std::min(first, stem_first);
        last = std::max(last, stem_last);
      }
    }
    fill_span(row, first, last, color);
  }
}

void Canvas::draw_polyline(const std::vector<PixelPoint> &points, Color color, double line_width,
                           double dash) {
  bool pen_down = true;
  double left_in_dash = dash;
  for (std::size_t i = 1; i < points.size(); ++i) {
    PixelPoint from = points[i - 1];
    const PixelPoint to = points[i];
    if (!(dash > 0)) {
      draw_line(from, to, color, line_width);
      continue;
    }
    for (double rest = std::hypot(to.x - from.x, to.y - from.y); rest > 0;) {
      const double part = std::min(rest, left_in_dash), share = part / rest;
      const PixelPoint next = {from.x + share * (to.x - from.x), from.y + share * (to.y - from.y)};
      if (pen_down)
        draw_line(from, next, color, line_width);
      from = next;
      rest -= part;
      left_in_dash -= part;
      if (!(left_in_dash > 0)) {
        pen_down = !pen_down;
        left_in_dash = dash;
      }
    }
  }
}

void Canvas::fill_disc(PixelPoint center, double radius, Color color) {
  draw_line(center, center, color, 2 * radius);
}

void Canvas::draw_text(PixelPoint position, const std::string &text, const TextStyle &style) {
  const TextMask mask = render(text, style);
  if (mask.coverage.empty())
    return;
  // Along the line of text, and across it (downwards for text that is not rotated).
  const double along = style.horizontal == HorizontalAlignment::left     ? 0
                       : style.horizontal == HorizontalAlignment::center ? 0.5 * mask.width
                                                                         : mask.width;
  const double across = style.vertical == VerticalAlignment::top ? 0
                        : style.vertical == VerticalAlignment::middle
                            ? mask.baseline - 0.5 * mask.cap_height
                        : style.vertical == VerticalAlignment::baseline ? mask.baseline
                                                                        : mask.height;
  const double x0 = position.x * fineness, y0 = position.y * fineness;
  for (int row = 0; row < mask.height; ++row)
    for (int column = 0; column < mask.width; ++column) {
      const auto coverage = mask.coverage[static_cast<std::size_t>(row * mask.width + column)];
      if (coverage == 0)
        continue;
      const double x = style.rotated ? x0 - across + row : x0 - along + column;
      const double y = style.rotated ? y0 + along - column : y0 - across + row;
      const int px = static_cast<int>(std::lround(x)), py = static_cast<int>(std::lround(y));
      if (px < clip_left_ || px >= clip_right_ || py < clip_top_ || py >= clip_bottom_)
        continue;
      unsigned char *target =
          raster_.data() + 3 * (static_cast<std::size_t>(py) * fine_width_ + px);
      const Color mixed = mix({target[0], target[1], target[2]}, style.color, coverage / 255.0);
      target[0] = mixed.red;
      target[1] = mixed.green;
      target[2] = mixed.blue;
    }
}

PixelBox Canvas::text_box(const std::string &text, const TextStyle &style) {
  const TextMask mask = render(text, style);
  const double length = static_cast<double>(mask.width) / fineness;
  const double height = static_cast<double>(mask.height) / fineness;
  return style.rotated ? PixelBox{0, 0, height, length} : PixelBox{0, 0, length, height};
}

Color Canvas::pixel(int x, int y) const {
  RHOFLOW_PRECONDITION(x >= 0 && x < width_ && y >= 0 && y < height_,
                       "the pixel is in the picture");
  int sum[3] = {0, 0, 0};
  for (int row = fineness * y; row < fineness * (y + 1); ++row) {
    const unsigned char *source =
        raster_.data() + 3 * (static_cast<std::size_t>(row) * fine_width_ + fineness * x);
    for (int i = 0; i < fineness; ++i)
      for (int component = 0; component < 3; ++component)
        sum[component] += source[3 * i + component];
  }
  const int n = fineness * fineness;
  const auto average = [](int total) { return static_cast<unsigned char>((total + n / 2) / n); };
  return {average(sum[0]), average(sum[1]), average(sum[2])};
}

void Canvas::write_png(const std::string &path) const {
  vtkNew<vtkImageData> image;
  image->SetDimensions(width_, height_, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  auto *target = static_cast<unsigned char *>(image->GetScalarPointer());
  for (int y = height_ - 1; y >= 0; --y) // VTK's rows start at the bottom
    for (int x = 0; x < width_; ++x) {
      const Color color = pixel(x, y);
      *target++ = color.red;
      *target++ = color.green;
      *target++ = color.blue;
    }
  vtkNew<vtkPNGWriter> writer;
  writer->SetInputData(image);
  writer->WriteToMemoryOn();
  writer->Write();
  vtkUnsignedCharArray *bytes = writer->GetResult();
  if (writer->GetErrorCode() != 0 || bytes == nullptr || bytes->GetNumberOfTuples() == 0)
    throw RunError("cannot write '" + path + "': the picture cannot be encoded");
  write_atomically(path, std::string(reinterpret_cast<const char *>(bytes->GetPointer(0)),
                                     static_cast<std::size_t>(bytes->GetNumberOfTuples())));
}

} // namespace rhoflow
