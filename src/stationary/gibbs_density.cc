// SPDX-License-Identifier: Apache-2.0
#include "stationary/gibbs_density.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// |q|^2 at the places of the grid; infinite in the padding.
std::vector<double> squared_radii(const TensorGrid &grid) {
  std::vector<double> result(grid.size(), std::numeric_limits<double>::infinity());
  for (std::size_t row = 0; row < grid.n_rows; ++row) {
    double square = 0.;
    for (unsigned int d = 1; d < grid.dimension; ++d)
      square += std::pow(grid.axis[grid.row_index(row, d)], 2);
    for (std::size_t x = 0; x < grid.axis.size(); ++x)
      result[row * grid.row_length + x] = square + grid.axis[x] * grid.axis[x];
  }
  return result;
}

} // namespace

template <int dim>
AlignedVector grid_weights(const InnerMesh<dim> &mesh) {
  AlignedVector weights(mesh.grid().size(), 0.);
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      weights[mesh.grid_index(c, a)] += mesh.weight(c, a);
  return weights;
}

GibbsDensity gibbs_density(const TensorGrid &grid, const AlignedVector &weights,
                           const GridField &phi, const Noise &noise) {
  const double kappa = noise.temperature, mu = noise.confinement;
  RHOFLOW_PRECONDITION(kappa > 0. && mu > 0., "there is an equilibrium");
  RHOFLOW_PRECONDITION(weights.size() == grid.size() && phi.front().size() == grid.size(),
                       "weights and potential on the grid");
  const std::vector<double> radii = squared_radii(grid);
  std::vector<double> squares(grid.size(), 0.); // |phi|^2
  for (const AlignedVector &component : phi)
    for (std::size_t i = 0; i < squares.size(); ++i)
      squares[i] += component[i] * component[i];
  std::vector<double> exponent(grid.size());
  double largest = -std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < exponent.size(); ++i) {
    exponent[i] = 0.5 * (squares[i] / mu - mu * radii[i]) / kappa;
    largest = std::max(largest, exponent[i]);
  }
  GibbsDensity gibbs;
  gibbs.marginal.assign(grid.size(), 0.);
  double sum = 0.;
  for (std::size_t i = 0; i < exponent.size(); ++i) {
    gibbs.marginal[i] = std::exp(exponent[i] - largest);
    sum += weights[i] * gibbs.marginal[i];
  }
  const auto n_outer = double(phi.size());
  gibbs.log_partition = largest + std::log(sum) + 0.5 * n_outer * std::log(2. * M_PI * kappa / mu);
  gibbs.second_moment = n_outer * kappa / mu;
  gibbs.moments.assign(phi.size(), AlignedVector(grid.size(), 0.));
  for (std::size_t i = 0; i < exponent.size(); ++i) {
    gibbs.marginal[i] /= sum;
    const double mass = weights[i] * gibbs.marginal[i];
    if (mass == 0.)
      continue;
    gibbs.second_moment += mass * (squares[i] / (mu * mu) + radii[i]);
    gibbs.potential_part -= mass * squares[i] / mu;
    for (std::size_t k = 0; k < phi.size(); ++k)
      gibbs.moments[k][i] = -phi[k][i] / mu * mass;
  }
  return gibbs;
}

template <int dim>
AlignedVector gibbs_values(const DensitySpace<dim> &space, const GibbsDensity &gibbs,
                           const GridField &phi, const Noise &noise) {
  const InnerMesh<dim> &mesh = space.mesh();
  const double kappa = noise.temperature, mu = noise.confinement;
  AlignedVector values(space.n_values(), 0.);
  parallel_for(mesh.n_cells(), [&](std::size_t cell) {
    const auto c = static_cast<unsigned int>(cell);
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      const std::size_t place = mesh.grid_index(c, a);
      std::vector<std::vector<double>> outer;
      for (unsigned int k = 0; k < space.n_components(); ++k)
        outer.push_back(space.basis().project_gaussian(-phi[k][place] / mu, kappa / mu));
      double *const row = values.data() + (cell * mesh.nodes_per_cell() + a) * space.stride();
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        row[j] = gibbs.marginal[place];
        for (unsigned int k = 0; k < space.n_components(); ++k)
          row[j] *= outer[k][space.outer_index(j, k)];
      }
    }
  });
  return values;
}

template AlignedVector grid_weights(const InnerMesh<2> &);
template AlignedVector grid_weights(const InnerMesh<3> &);
template AlignedVector gibbs_values(const DensitySpace<2> &, const GibbsDensity &,
                                    const GridField &, const Noise &);
template AlignedVector gibbs_values(const DensitySpace<3> &, const GibbsDensity &,
                                    const GridField &, const Noise &);

} // namespace rhoflow
