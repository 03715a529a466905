#include "statistics/statistics.h"

#include "base/parallel_loop.h"
#include "base/precondition.h"
#include "diagnostics/density_sums.h"
#include "diagnostics/dissipation.h"
#include "diagnostics/resolution.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

const std::vector<std::string> &Statistics::names() {
  static const std::vector<std::string> list{"step",
                                             "time",
                                             "dt",
                                             "loss",
                                             "regularization",
                                             "objective",
                                             "dissipation",
                                             "mass_drift",
                                             "min_density",
                                             "second_moment_encoder",
                                             "second_moment_head",
                                             "resolution_outer",
                                             "resolution_inner",
                                             "wall_time"};
  return list;
}

std::vector<double> Statistics::values() const {
  return {double(step),
          time,
          dt,
          loss,
          regularization,
          objective,
          dissipation,
          mass_drift,
          min_density,
          second_moment_encoder,
          second_moment_head,
          resolution_outer,
          resolution_inner,
          wall_time};
}

Statistics Statistics::from_values(const std::vector<double> &values) {
  RHOFLOW_PRECONDITION(values.size() == names().size(), "a value for each name");
  Statistics row;
  row.step = static_cast<unsigned long>(values[0]);
  double *const members[]{&row.time,
                          &row.dt,
                          &row.loss,
                          &row.regularization,
                          &row.objective,
                          &row.dissipation,
                          &row.mass_drift,
                          &row.min_density,
                          &row.second_moment_encoder,
                          &row.second_moment_head,
                          &row.resolution_outer,
                          &row.resolution_inner,
                          &row.wall_time};
  for (std::size_t k = 1; k < values.size(); ++k)
    *members[k - 1] = values[k];
  return row;
}

namespace {

/// The sums over one density that add up over processes, in the order of all().
struct DensityTotals {
  double mass = 0., second_moment = 0., dissipation = 0.;
  ResolutionEnergies energies;

  std::vector<double *> all() {
    std::vector<double *> list{&mass, &second_moment, &dissipation, &energies.total,
                               &energies.plain_total};
    for (double &value : energies.high_outer)
      list.push_back(&value);
    for (double &value : energies.high_inner)
      list.push_back(&value);
    return list;
  }
};

void sum_over_processes(const Communicator &communicator, std::vector<DensityTotals> &totals) {
  std::vector<double> values;
  for (DensityTotals &total : totals)
    for (const double *value : total.all())
      values.push_back(*value);
  communicator.sum(values.data(), values.size());
  auto next = values.begin();
  for (DensityTotals &total : totals)
    for (double *value : total.all())
      *value = *next++;
}

} // namespace

template <int dim>
StatisticsCollector<dim>::StatisticsCollector(const FlowState<dim> &state)
    : initial_mass_(state.densities.size()) {
  parallel_for(initial_mass_.size(), [&](std::size_t k) {
    const Density<dim> &density = state.densities[k];
    initial_mass_[k] = total_mass(
        density.space->mesh(), compute_node_moments(*density.space, density.cells, density.values));
  });
  state.communicator.sum(initial_mass_.data(), initial_mass_.size());
}

template <int dim>
Statistics StatisticsCollector<dim>::collect(const FlowState<dim> &state, double wall_time) const {
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
    if (density.trains)
      total.dissipation = dissipation(space.mesh(), state.network.potentials[k], moments,
                                      density.scale, density.strength);
    // The density of theta = l xi is that of xi divided by l to the number of coordinates.
    smallest[k] = smallest_value(space, density.cells, density.values) /
                  std::pow(density.scale, double(density.n_coordinates()));
    total.energies = compute_resolution(space, density.cells, density.values);
  });
  sum_over_processes(state.communicator, totals);

  Statistics row;
  row.step = state.n_steps;
  row.time = state.time;
  row.dt = state.last_step;
  row.loss = state.network.loss;
  row.min_density = state.communicator.minimum(*std::min_element(smallest.begin(), smallest.end()));
  row.wall_time = wall_time;
  for (std::size_t k = 0; k < n; ++k) {
    const DensityTotals &part = totals[k];
    const Resolution resolution = part.energies.shares();
    row.mass_drift = std::max(row.mass_drift, std::abs(part.mass / initial_mass_[k] - 1.));
    row.resolution_outer = std::max(row.resolution_outer, resolution.outer);
    row.resolution_inner = std::max(row.resolution_inner, resolution.inner);
    const Density<dim> &density = state.densities[k];
    (density.is_head ? row.second_moment_head : row.second_moment_encoder) +=
        density.weight * part.second_moment;
    row.dissipation += density.weight * part.dissipation;
  }
  row.regularization =
      state.problem->regularization.strength(state.time) * row.second_moment_encoder;
  row.objective = row.loss + row.regularization;
  // The regulariser also decays by itself: d/dt (lambda e^{-t}) M = -lambda e^{-t} M.
  row.dissipation += row.regularization;
  return row;
}

template class StatisticsCollector<2>;
template class StatisticsCollector<3>;

} // namespace rhoflow
