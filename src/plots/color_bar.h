#pragma once

#include "plots/axis.h"
#include "plots/canvas.h"

#include <string>

namespace rhoflow {

/// The upright legend of a colour scale: the colour map from the axis' lower end (bottom) to its
/// upper end (top), with ticks on the right and a label beside them.
class ColorBar {
public:
  /// @param area  the coloured box, in pixels
  /// @param axis  the values it spans
  /// @param label text along the bar; empty: none
  /// @param font_size of the label in pixels
  /// @param map   the colours
  ColorBar(const PixelBox &area, Axis axis, std::string label, double font_size,
           ColorMap map = ColorMap::sequential);

  /// Room needed to the right of the coloured box, in pixels.
  static double room(const Axis &axis, const std::string &label, double font_size);

  const PixelBox &area() const { return area_; }
  const Axis &axis() const { return axis_; }

  void draw(Canvas &canvas) const;

private:
  PixelBox area_;
  Axis axis_;
  std::string label_;
  double font_size_;
  ColorMap map_;
};

} // namespace rhoflow
