// SPDX-License-Identifier: Apache-2.0
// Ranges of cells as boxes: every cell of the range in exactly one box, in as few boxes as
// promised.
#include "density_files/cell_boxes.h"

#include <gtest/gtest.h>

#include <set>

namespace {

using namespace rhoflow;

template <int dim>
void expect_covers_every_range(unsigned int side) {
  unsigned int n = 1;
  for (int k = 0; k < dim; ++k)
    n *= side;
  for (unsigned int first = 0; first <= n; ++first)
    for (unsigned int last = first; last <= n; ++last) {
      const auto boxes = boxes_of_cells<dim>(first, last, side);
      ASSERT_LE(boxes.size(), std::size_t(2 * dim - 1));
      std::multiset<unsigned int> cells;
      for (const CellBox<dim> &box : boxes) {
        // Cells of the box: those whose indices lie in it.
        for (unsigned int cell = 0; cell < n; ++cell) {
          unsigned int left = cell;
          bool inside = true;
          for (std::size_t k = 0; k < dim; ++k, left /= side)
            inside = inside && box.first[k] <= left % side && left % side < box.last[k];
          if (inside)
            cells.insert(cell);
        }
      }
      std::multiset<unsigned int> expected;
      for (unsigned int cell = first; cell < last; ++cell)
        expected.insert(cell);
      ASSERT_EQ(cells, expected) << first << " to " << last;
    }
}

TEST(CellBoxes, CoverEveryRangeOfAPlaneOnce) {
  for (const unsigned int side : {1u, 2u, 3u, 5u})
    expect_covers_every_range<2>(side);
}

TEST(CellBoxes, CoverEveryRangeOfASpaceOnce) {
  for (const unsigned int side : {1u, 2u, 3u})
    expect_covers_every_range<3>(side);
}

} // namespace
