// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/mirror.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Puts the image of the @p n_nodes nodes at @p source, a whole number of cells, at @p target.
template <int dim>
void reflect_nodes(const DensitySpace<dim> &space, std::size_t n_nodes, const double *source,
                   double *target) {
  const std::size_t stride = space.stride(), n = space.n_outer();
  for (std::size_t node = 0; node < n_nodes; ++node) {
    const double *row = source + (n_nodes - 1 - node) * stride;
    std::reverse_copy(row, row + n, target + node * stride);
  }
}

} // namespace

bool is_symmetric(const GaussianMixture &mixture) {
  // Every component has as much weight as the one that is its image.
  const auto weight_of = [&](const std::vector<double> &mean, const std::vector<double> &variance) {
    double sum = 0.;
    for (const GaussianComponent &component : mixture)
      if (component.mean == mean && component.variance == variance)
        sum += component.weight;
    return sum;
  };
  return std::all_of(mixture.begin(), mixture.end(), [&](const GaussianComponent &component) {
    std::vector<double> image = component.mean;
    for (double &x : image)
      x = 0. - x; // no negative zero
    return weight_of(component.mean, component.variance) == weight_of(image, component.variance);
  });
}

template <int dim>
void fill_lower_half(const DensitySpace<dim> &space, AlignedVector &values) {
  RHOFLOW_PRECONDITION(values.size() == space.n_values(), "a whole density of the space");
  RHOFLOW_PRECONDITION(space.mesh().n_cells() % 2 == 0, "two halves of the mesh");
  const std::size_t half = space.mesh().n_nodes() / 2;
  reflect_nodes(space, half, values.data() + half * space.stride(), values.data());
}

template <int dim>
Density<dim> mirrored(const Density<dim> &density) {
  const DensitySpace<dim> &space = *density.space;
  const LocalCells &cells = density.cells;
  const unsigned int n = space.mesh().n_cells();
  Density<dim> image;
  image.space = density.space;
  image.cells = {n - cells.last, n - cells.first, n - cells.last, n - cells.first};
  image.name = density.name;
  image.is_head = density.is_head;
  image.trains = density.trains;
  image.depth = density.depth;
  image.weight = density.weight;
  image.scale = density.scale;
  image.strength = density.strength;
  image.noise = density.noise;
  image.values.assign(space.n_values(image.cells), 0.);
  const std::size_t nodes = space.mesh().nodes_per_cell();
  reflect_nodes(space, cells.size() * nodes,
                density.values.data() + cells.stored_index(cells.first) * nodes * space.stride(),
                image.values.data());
  return image;
}

void add_lower_half(const TensorGrid &grid, AlignedVector &moments) {
  RHOFLOW_PRECONDITION(moments.size() == grid.size(), "moments on the grid");
  const std::size_t n = grid.axis.size();
  for (std::size_t row = grid.n_rows / 2; row < grid.n_rows; ++row)
    for (std::size_t x = 0; x < n; ++x) {
      double &here = moments[row * grid.row_length + x];
      double &there = moments[(grid.n_rows - 1 - row) * grid.row_length + n - 1 - x];
      const double sum = here - there;
      // In the row of the middle, which is its own image, every pair comes twice.
      if (2 * row + 1 == grid.n_rows && 2 * x + 1 > n)
        continue;
      here = sum;
      there = -sum;
    }
}

void double_upper_rows(const TensorGrid &grid, AlignedVector &moments) {
  RHOFLOW_PRECONDITION(moments.size() == grid.size(), "moments on the grid");
  RHOFLOW_PRECONDITION(grid.axis.size() % 2 == 1, "a plane in the middle");
  const std::size_t above = middle_row(grid) + grid.n_rows / grid.axis.size();
  for (std::size_t i = above * grid.row_length; i < moments.size(); ++i)
    moments[i] *= 2.;
}

void fill_lower_rows(const TensorGrid &grid, AlignedVector &odd) {
  RHOFLOW_PRECONDITION(odd.size() == grid.size(), "values on the grid");
  const std::size_t n = grid.axis.size();
  for (std::size_t row = 0; row < grid.n_rows / 2; ++row)
    for (std::size_t x = 0; x < n; ++x)
      odd[row * grid.row_length + x] = -odd[(grid.n_rows - 1 - row) * grid.row_length + n - 1 - x];
}

template void fill_lower_half(const DensitySpace<2> &, AlignedVector &);
template void fill_lower_half(const DensitySpace<3> &, AlignedVector &);
template Density<2> mirrored(const Density<2> &);
template Density<3> mirrored(const Density<3> &);

} // namespace rhoflow
