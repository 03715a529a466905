#include "statistics/statistics.h"

#include "base/parallel_loop.h"
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

void write_csv_header(std::ostream &out) {
  std::string header;
  for (const std::string &name : Statistics::names())
    header += (header.empty() ? "" : ",") + name;
  out << header << '\n';
}

void write_csv_row(std::ostream &out, const Statistics &row) {
  const std::vector<double> values = row.values();
  for (std::size_t k = 0; k < values.size(); ++k)
    out << (k > 0 ? "," : "") << values[k];
  out << '\n';
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
StatisticsCollector<dim>::StatisticsCollector(const GradientFlow<dim> &flow)
    : initial_mass_(flow.densities().size()) {
  parallel_for(initial_mass_.size(), [&](std::size_t k) {
    initial_mass_[k] =
        total_mass(flow.space(k).mesh(),
                   compute_node_moments(flow.space(k), flow.cells(k), flow.densities()[k]));
  });
  flow.communicator().sum(initial_mass_.data(), initial_mass_.size());
}

template <int dim>
Statistics StatisticsCollector<dim>::collect(const GradientFlow<dim> &flow,
                                             double wall_time) const {
  const std::size_t n = flow.densities().size();
  const double strength = flow.regularization().strength(flow.time());
  const double length = flow.moments().length_scale;
  std::vector<DensityTotals> totals(n);
  std::vector<double> smallest(n);
  parallel_for(n, [&](std::size_t k) {
    const DensitySpace<dim> &space = flow.space(k);
    const LocalCells &cells = flow.cells(k);
    const AlignedVector &density = flow.densities()[k];
    const bool encoder = k < flow.n_slices();
    const NodeMoments moments = compute_node_moments(space, cells, density);
    DensityTotals &total = totals[k];
    total.mass = total_mass(space.mesh(), moments);
    total.second_moment = second_moment(space.mesh(), moments) * (encoder ? length * length : 1.);
    if (flow.trains(k))
      total.dissipation = dissipation(space.mesh(), flow.potential(k), moments,
                                      encoder ? length : 1., encoder ? strength : 0.);
    // The density of theta = l xi is that of xi divided by l to the number of coordinates.
    smallest[k] = smallest_value(space, cells, density) /
                  (encoder ? std::pow(length, double(space.n_components() + dim)) : 1.);
    total.energies = compute_resolution(space, cells, density);
  });
  sum_over_processes(flow.communicator(), totals);

  Statistics row;
  row.step = flow.n_steps();
  row.time = flow.time();
  row.dt = flow.last_step();
  row.loss = flow.state().loss;
  row.min_density =
      flow.communicator().minimum(*std::min_element(smallest.begin(), smallest.end()));
  row.wall_time = wall_time;
  const std::vector<double> &weights = flow.network().depth().weights();
  for (std::size_t k = 0; k < n; ++k) {
    const DensityTotals &part = totals[k];
    const Resolution resolution = part.energies.shares();
    row.mass_drift = std::max(row.mass_drift, std::abs(part.mass / initial_mass_[k] - 1.));
    row.resolution_outer = std::max(row.resolution_outer, resolution.outer);
    row.resolution_inner = std::max(row.resolution_inner, resolution.inner);
    if (k < flow.n_slices()) {
      row.second_moment_encoder += weights[k] * part.second_moment;
      row.dissipation += weights[k] * part.dissipation;
    } else {
      row.second_moment_head = part.second_moment;
      row.dissipation += part.dissipation;
    }
  }
  row.regularization = strength * row.second_moment_encoder;
  row.objective = row.loss + row.regularization;
  // The regulariser also decays by itself: d/dt (lambda e^{-t}) M = -lambda e^{-t} M.
  row.dissipation += row.regularization;
  return row;
}

template class StatisticsCollector<2>;
template class StatisticsCollector<3>;

} // namespace rhoflow
