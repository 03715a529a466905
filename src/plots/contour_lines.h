#pragma once

#include "plots/canvas.h"

#include <utility>
#include <vector>

namespace rhoflow {

/// Where samples on a regular grid cross @p level, by marching squares.
///
/// @param samples value at column i and row j = samples[j * columns + i]
/// @param columns samples a row, at least 2
/// @param level   the value to be traced
/// @return line segments in grid coordinates: x in [0, columns - 1], y in [0, rows - 1]
std::vector<std::pair<PixelPoint, PixelPoint>> contour_segments(const std::vector<double> &samples,
                                                                std::size_t columns, double level);

} // namespace rhoflow
