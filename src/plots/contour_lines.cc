#include "plots/contour_lines.h"

#include <array>

namespace rhoflow {

std::vector<std::pair<PixelPoint, PixelPoint>> contour_segments(const std::vector<double> &samples,
                                                                std::size_t columns, double level) {
  std::vector<std::pair<PixelPoint, PixelPoint>> segments;
  const std::size_t rows = samples.size() / columns;
  for (std::size_t j = 0; j + 1 < rows; ++j)
    for (std::size_t i = 0; i + 1 < columns; ++i) {
      const auto x = static_cast<double>(i), y = static_cast<double>(j);
      // The corners in cyclic order, so that corner k and k + 1 share an edge.
      const std::array<PixelPoint, 4> corners = {{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}}};
      const double *low = samples.data() + j * columns + i;
      const std::array<double, 4> above = {low[0] - level, low[1] - level, low[columns + 1] - level,
                                           low[columns] - level};
      std::array<PixelPoint, 4> crossings;
      std::size_t n = 0;
      for (std::size_t k = 0; k < 4; ++k) {
        const std::size_t next = (k + 1) % 4;
        if ((above[k] < 0) == (above[next] < 0))
          continue;
        const double share = above[k] / (above[k] - above[next]);
        crossings[n++] = {corners[k].x + share * (corners[next].x - corners[k].x),
                          corners[k].y + share * (corners[next].y - corners[k].y)};
      }
      // Two crossings, or four at a saddle, where either pairing is right to within a sample.
      for (std::size_t k = 0; k + 1 < n; k += 2)
        segments.emplace_back(crossings[k], crossings[k + 1]);
    }
  return segments;
}

} // namespace rhoflow
