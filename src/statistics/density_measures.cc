// SPDX-License-Identifier: Apache-2.0
#include "base/parallel_loop.h"
#include "diagnostics/density_sums.h"
#include "diagnostics/dissipation.h"
#include "diagnostics/free_energy.h"
#include "statistics/measures.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// The sums over one density that add up over processes, in the order of all().
struct DensityTotals {
  double mass = 0., second_moment = 0., dissipation = 0., entropy = 0.;
  ResolutionEnergies energies;

  std::vector<double *> all() {
    std::vector<double *> list{&mass,    &second_moment,  &dissipation,
                               &entropy, &energies.total, &energies.plain_total};
    for (double &value : energies.high_outer)
      list.push_back(&value);
    for (double &value : energies.high_inner)
      list.push_back(&value);
    return list;
  }
};

template <int dim>
void sum_totals(const FlowState<dim> &state, std::vector<DensityTotals> &totals) {
  std::vector<double> values;
  for (DensityTotals &total : totals)
    for (const double *value : total.all())
      values.push_back(*value);
  sum_over_cells(state, values.data(), values.size());
  auto next = values.begin();
  for (DensityTotals &total : totals)
    for (double *value : total.all())
      *value = *next++;
}

/// The dissipation and the entropy of one density, of @p k-th place.
template <int dim>
void add_energies(const FlowState<dim> &state, std::size_t k, const NodeMoments &moments,
                  const DensityList &rates, DensityTotals &total) {
  const Density<dim> &density = state.densities[k];
  if (!density.trains)
    return;
  // Without noise (mu/2) |theta|^2 acts like a regulariser that does not decay.
  const GridField &phi = state.network.potentials[k];
  total.dissipation = rates.empty()
                          ? dissipation(density.space->mesh(), phi, moments, density.scale,
                                        density.strength + 0.5 * density.noise.confinement)
                          : free_energy_descent(density, phi, rates[k]);
  if (density.noise.temperature > 0.)
    total.entropy = density.noise.temperature * integrate_entropy(density);
}

} // namespace

template <int dim>
std::vector<double> masses_of(const FlowState<dim> &state) {
  std::vector<double> masses(state.densities.size());
  parallel_for(masses.size(), [&](std::size_t k) {
    const Density<dim> &density = state.densities[k];
    masses[k] = total_mass(density.space->mesh(),
                           compute_node_moments(*density.space, density.cells, density.values));
  });
  sum_over_cells(state, masses.data(), masses.size());
  return masses;
}

template <int dim>
DensityMeasures<dim> measure(const FlowState<dim> &state, const std::vector<double> &start_masses,
                             const DensityList &rates, double wall_time) {
  const std::size_t n = state.densities.size();
  std::vector<DensityTotals> totals(n);
  std::vector<double> smallest(n);
  parallel_for(n, [&](std::size_t k) {
    const Density<dim> &density = state.densities[k];
    const DensitySpace<dim> &space = *density.space;
    const NodeMoments moments = compute_node_moments(space, density.cells, density.values);
    DensityTotals &total = totals[k];
    total.mass = total_mass(space.mesh(), moments);
    total.second_moment = second_moment(space.mesh(), moments) * (density.scale * density.scale);
    if (!density.cells.empty())
      add_energies(state, k, moments, rates, total);
    // The density of theta = l xi is that of xi divided by l to the number of coordinates.
    smallest[k] = smallest_value(space, density.cells, density.values) /
                  std::pow(density.scale, double(density.n_coordinates()));
    total.energies = compute_resolution(space, density.cells, density.values);
  });
  sum_totals(state, totals);

  DensityMeasures<dim> measures{{}, state, {}, start_masses, 0., {}};
  measures.step = state.n_steps;
  measures.time = state.time;
  measures.last_step = state.last_step;
  measures.loss = state.network.loss;
  measures.strength = state.problem->regularization.strength(state.time);
  measures.wall_time = wall_time;
  measures.smallest_value =
      state.communicator.minimum(*std::min_element(smallest.begin(), smallest.end()));
  for (std::size_t k = 0; k < n; ++k) {
    const Density<dim> &density = state.densities[k];
    measures.parts.push_back({density.is_head, density.weight, totals[k].second_moment,
                              totals[k].dissipation, density.noise.confinement, totals[k].entropy});
    measures.masses.push_back(totals[k].mass);
    const Resolution resolution = totals[k].energies.shares();
    measures.resolution.outer = std::max(measures.resolution.outer, resolution.outer);
    measures.resolution.inner = std::max(measures.resolution.inner, resolution.inner);
  }
  return measures;
}

template std::vector<double> masses_of(const FlowState<2> &);
template std::vector<double> masses_of(const FlowState<3> &);
template DensityMeasures<2> measure(const FlowState<2> &, const std::vector<double> &,
                                    const DensityList &, double);
template DensityMeasures<3> measure(const FlowState<3> &, const std::vector<double> &,
                                    const DensityList &, double);

} // namespace rhoflow
