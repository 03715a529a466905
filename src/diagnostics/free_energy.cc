// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/free_energy.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// ln |rho|, finite where rho is 0.
double safe_log(double density) {
  return std::log(std::max(std::abs(density), std::numeric_limits<double>::min()));
}

/// The density's value per stored one and ln of it, at every outer node.
template <int dim>
std::vector<double> log_factors(const DensitySpace<dim> &space) {
  std::vector<double> factors;
  for (std::size_t j = 0; j < space.n_outer(); ++j)
    factors.push_back(safe_log(space.nodal_factor(j)));
  return factors;
}

/// action(node's place among the stored values, cell, local node) for the nodes of this process.
template <int dim, typename Action>
void for_each_node(const Density<dim> &density, const Action &action) {
  const InnerMesh<dim> &mesh = density.space->mesh();
  const std::size_t nodes = mesh.nodes_per_cell();
  for (unsigned int c = density.cells.first; c < density.cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a)
      action((density.cells.stored_index(c) * nodes + a) * density.space->stride(), c, a);
}

} // namespace

template <int dim>
double integrate_entropy(const Density<dim> &density) {
  const DensitySpace<dim> &space = *density.space;
  const std::vector<double> log_factor = log_factors(space);
  double total = 0.;
  for_each_node(density, [&](std::size_t first, unsigned int c, unsigned int a) {
    double sum = 0.;
    for (std::size_t j = 0; j < space.n_outer(); ++j) {
      const double value = density.values[first + j];
      sum += space.weight()[j] * value * (safe_log(value) + log_factor[j]);
    }
    total += space.mesh().weight(c, a) * sum;
  });
  return total;
}

namespace {

/// -int (dF/drho) d_t rho with the F that @p noise makes.
template <int dim>
double descent(const Density<dim> &density, const Noise &noise, const GridField &phi,
               const AlignedVector &rate) {
  RHOFLOW_PRECONDITION(rate.size() == density.values.size(), "the rate of every value");
  const DensitySpace<dim> &space = *density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const std::vector<double> log_factor = log_factors(space);
  double total = 0.;
  for_each_node(density, [&](std::size_t first, unsigned int c, unsigned int a) {
    double square = 0., sum = 0.;
    for (unsigned int x = 0; x < dim; ++x)
      square += mesh.coordinate(c, a, x) * mesh.coordinate(c, a, x);
    const std::size_t place = mesh.grid_index(c, a);
    for (std::size_t j = 0; j < space.n_outer(); ++j) {
      double derivative = 0.5 * noise.confinement * square;
      for (unsigned int k = 0; k < space.n_components(); ++k) {
        const double u = space.coordinate(k)[j];
        derivative += u * (phi[k][place] + 0.5 * noise.confinement * u);
      }
      // Where a limiter keeps the density at zero it also takes away what diffusion brings.
      if (noise.temperature > 0. && density.values[first + j] != 0.)
        derivative += noise.temperature * (safe_log(density.values[first + j]) + log_factor[j]);
      sum += space.weight()[j] * derivative * rate[first + j];
    }
    total -= mesh.weight(c, a) * sum;
  });
  return total;
}

} // namespace

template <int dim>
double free_energy_descent(const Density<dim> &density, const GridField &phi,
                           const AlignedVector &rate) {
  return descent(density, density.noise, phi, rate);
}

template <int dim>
double loss_descent(const Density<dim> &density, const GridField &phi, const AlignedVector &rate) {
  return descent(density, {}, phi, rate);
}

template double integrate_entropy(const Density<2> &);
template double integrate_entropy(const Density<3> &);
template double free_energy_descent(const Density<2> &, const GridField &, const AlignedVector &);
template double free_energy_descent(const Density<3> &, const GridField &, const AlignedVector &);
template double loss_descent(const Density<2> &, const GridField &, const AlignedVector &);
template double loss_descent(const Density<3> &, const GridField &, const AlignedVector &);

} // namespace rhoflow
