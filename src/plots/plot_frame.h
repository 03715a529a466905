#pragma once

#include "plots/axis.h"
#include "plots/canvas.h"

#include <string>

namespace rhoflow {

/// What is written around a frame; empty texts take no room.
struct FrameLabels {
  std::string title;
  std::string x_label;
  std::string y_label;
};

/// A box with an x axis below and a y axis on the left: maps data to pixels and draws ticks, labels
/// and grid lines. Shared by all pictures.
class PlotFrame {
public:
  /// @param area   the box spanned by the two axes, in pixels
  /// @param x,y    the axes; y grows upwards
  /// @param labels texts around the box
  /// @param font_size of the labels in pixels; ticks are a little smaller, the title larger
  PlotFrame(const PixelBox &area, Axis x, Axis y, FrameLabels labels, double font_size);

  /// Room needed outside the area on every side, in pixels (as the box' four distances).
  static PixelBox margins(const Axis &x, const Axis &y, const FrameLabels &labels,
                          double font_size);

  /// The linear x axis over [lower, upper] with as many ticks, up to @p max_ticks, as have labels
  /// that do not touch on a box of @p width pixels.
  static Axis fitting_x_axis(double lower, double upper, int max_ticks, double width,
                             double font_size);

  const PixelBox &area() const { return area_; }
  const Axis &x_axis() const { return x_; }
  const Axis &y_axis() const { return y_; }

  /// The pixel position of the data point (x, y); may lie outside the area.
  PixelPoint pixel(double x, double y) const;

  /// Grid lines at the labelled ticks; to be drawn before the data.
  void draw_grid(Canvas &canvas) const;
  /// Box, ticks and all texts; to be drawn after the data.
  void draw(Canvas &canvas) const;

private:
  PixelBox area_;
  Axis x_;
  Axis y_;
  FrameLabels labels_;
  double font_size_;
};

} // namespace rhoflow
