// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/initial_density.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// Share of the mass that may lie outside the box.
constexpr double most_truncated = 1e-4;

double gaussian(double x, double mean, double variance) {
  return std::exp(-0.5 * (x - mean) * (x - mean) / variance) / std::sqrt(2. * M_PI * variance);
}

/// Mass of N(mean, variance) within [-bound, bound].
double mass_within(double bound, double mean, double variance) {
  const double scale = 1. / std::sqrt(2. * variance);
  return 0.5 * (std::erf((bound - mean) * scale) - std::erf((-bound - mean) * scale));
}

template <int dim>
void add_component(const DensitySpace<dim> &space, const GaussianComponent &component,
                   AlignedVector &values) {
  const auto &mesh = space.mesh();
  const unsigned int n_outer_weights = space.n_components();

  std::vector<std::vector<double>> outer;
  for (unsigned int k = 0; k < n_outer_weights; ++k)
    outer.push_back(space.basis().project_gaussian(component.mean[k], component.variance[k]));
  std::vector<double> outer_values(space.n_outer(), component.weight);
  for (std::size_t j = 0; j < space.n_outer(); ++j)
    for (unsigned int k = 0; k < n_outer_weights; ++k)
      outer_values[j] *= outer[k][space.outer_index(j, k)];

  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      double inner = 1.;
      for (unsigned int k = 0; k < dim; ++k)
        inner *= gaussian(mesh.coordinate(c, a, k), component.mean[n_outer_weights + k],
                          component.variance[n_outer_weights + k]);
      double *row = values.data() + (std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride();
      for (std::size_t j = 0; j < space.n_outer(); ++j)
        row[j] += inner * outer_values[j];
    }
}

template <int dim>
double mass_of(const DensitySpace<dim> &space, const AlignedVector &values) {
  const auto &mesh = space.mesh();
  double mass = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      const double *row =
          values.data() + (std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride();
      double at_node = 0.;
      for (std::size_t j = 0; j < space.n_outer(); ++j)
        at_node += space.weight()[j] * row[j];
      mass += mesh.weight(c, a) * at_node;
    }
  return mass;
}

} // namespace

double truncated_mass(const GaussianMixture &mixture, unsigned int first_bounded,
                      double half_width) {
  double inside = 0., total = 0.;
  for (const GaussianComponent &component : mixture) {
    double share = component.weight;
    for (std::size_t k = first_bounded; k < component.mean.size(); ++k)
      share *= mass_within(half_width, component.mean[k], component.variance[k]);
    inside += share;
    total += component.weight;
  }
  return 1. - inside / total;
}

void check_truncation(const GaussianMixture &mixture, unsigned int first_bounded, double half_width,
                      const std::string &what, const std::string &key) {
  const double outside = truncated_mass(mixture, first_bounded, half_width);
  if (outside <= most_truncated)
    return;
  std::ostringstream message;
  message << key << " = " << half_width << ": " << outside << " of the mass of the " << what
          << "'s initial density lies outside (at most 1e-4 may); increase the half width";
  throw InputError(message.str());
}

template <int dim>
AlignedVector project_mixture(const DensitySpace<dim> &space, const GaussianMixture &mixture,
                              const std::string &what, CoarseStart coarse_start) {
  RHOFLOW_PRECONDITION(truncated_mass(mixture, space.n_components(), space.mesh().half_width()) <=
                           most_truncated,
                       "check_truncation() has passed");
  AlignedVector values(space.n_values(), 0.);
  for (const GaussianComponent &component : mixture)
    add_component(space, component, values);
  const double mass = mass_of(space, values);
  double total = 0.;
  for (const GaussianComponent &component : mixture)
    total += component.weight;
  if (coarse_start == CoarseStart::refused && !(std::abs(mass / total - 1.) <= 1e-2)) {
    std::ostringstream message;
    message << "Weights/Inner cells = " << space.mesh().cells_per_side()
            << ": the mesh sees a mass of " << mass / total << " instead of 1 for the " << what
            << "'s initial density; increase the inner cells or the inner degree";
    throw InputError(message.str());
  }
  for (double &value : values)
    value /= mass;
  return values;
}

template AlignedVector project_mixture(const DensitySpace<2> &, const GaussianMixture &,
                                       const std::string &, CoarseStart);
template AlignedVector project_mixture(const DensitySpace<3> &, const GaussianMixture &,
                                       const std::string &, CoarseStart);

} // namespace rhoflow
