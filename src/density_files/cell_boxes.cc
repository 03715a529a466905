// SPDX-License-Identifier: Apache-2.0
#include "density_files/cell_boxes.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// The cells [first, last) of the hyperplane in which the directions above @p direction have the
/// indices that @p box says.
template <int dim>
void cut(unsigned int first, unsigned int last, unsigned int side, int direction, CellBox<dim> box,
         std::vector<CellBox<dim>> &boxes) {
  if (first == last)
    return;
  unsigned int layer = 1; // cells with one index along this direction
  for (int k = 0; k < direction; ++k)
    layer *= side;
  const auto set = [&](unsigned int from, unsigned int to) {
    box.first[std::size_t(direction)] = from;
    box.last[std::size_t(direction)] = to;
  };
  // Part of a layer, whole layers, part of a layer.
  const unsigned int whole_from = (first + layer - 1) / layer, whole_to = last / layer;
  if (whole_from > whole_to) { // within one layer
    set(whole_to, whole_to + 1);
    cut<dim>(first - whole_to * layer, last - whole_to * layer, side, direction - 1, box, boxes);
    return;
  }
  if (first < whole_from * layer) {
    set(whole_from - 1, whole_from);
    cut<dim>(first - (whole_from - 1) * layer, layer, side, direction - 1, box, boxes);
  }
  if (whole_from < whole_to) {
    for (int k = 0; k < direction; ++k) {
      box.first[std::size_t(k)] = 0;
      box.last[std::size_t(k)] = side;
    }
    set(whole_from, whole_to);
    boxes.push_back(box);
  }
  if (whole_to * layer < last) {
    set(whole_to, whole_to + 1);
    cut<dim>(0, last - whole_to * layer, side, direction - 1, box, boxes);
  }
}

} // namespace

template <int dim>
std::vector<CellBox<dim>> boxes_of_cells(unsigned int first, unsigned int last, unsigned int side) {
  RHOFLOW_PRECONDITION(first <= last, "a range of cells");
  std::vector<CellBox<dim>> boxes;
  cut<dim>(first, last, side, dim - 1, {}, boxes);
  return boxes;
}

template std::vector<CellBox<2>> boxes_of_cells(unsigned int, unsigned int, unsigned int);
template std::vector<CellBox<3>> boxes_of_cells(unsigned int, unsigned int, unsigned int);

} // namespace rhoflow
