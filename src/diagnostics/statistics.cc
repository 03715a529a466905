#include "rhoflow/diagnostics/statistics.h"

#include "rhoflow/base/parallel_loop.h"
#include "rhoflow/diagnostics/density_sums.h"
#include "rhoflow/diagnostics/dissipation.h"
#include "rhoflow/diagnostics/resolution.h"

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

template <int dim>
StatisticsCollector<dim>::StatisticsCollector(const GradientFlow<dim> &flow)
    : initial_mass_(flow.densities().size()) {
  parallel_for(initial_mass_.size(), [&](std::size_t k) {
    initial_mass_[k] =
        total_mass(flow.space(k).mesh(), compute_node_moments(flow.space(k), flow.densities()[k]));
  });
}

template <int dim>
Statistics StatisticsCollector<dim>::collect(const GradientFlow<dim> &flow,
                                             double wall_time) const {
  struct Part {
    double mass, second_moment, dissipation, smallest;
    Resolution resolution;
  };
  const std::size_t n = flow.densities().size();
  const double strength = flow.regularization().strength(flow.time());
  const double length = flow.moments().length_scale;
  std::vector<Part> parts(n);
  parallel_for(n, [&](std::size_t k) {
    const DensitySpace<dim> &space = flow.space(k);
    const AlignedVector &density = flow.densities()[k];
    const bool encoder = k < flow.n_slices();
    const NodeMoments moments = compute_node_moments(space, density);
    Part &part = parts[k];
    part.mass = total_mass(space.mesh(), moments);
    part.second_moment = second_moment(space.mesh(), moments) * (encoder ? length * length : 1.);
    part.dissipation = dissipation(space.mesh(), flow.potential(k), moments, encoder ? length : 1.,
                                   encoder ? strength : 0.);
    // The density of theta = l xi is that of xi divided by l to the number of coordinates.
    part.smallest = smallest_value(space, density) /
                    (encoder ? std::pow(length, double(space.n_components() + dim)) : 1.);
    part.resolution = compute_resolution(space, density);
  });

  Statistics row;
  row.step = flow.n_steps();
  row.time = flow.time();
  row.dt = flow.last_step();
  row.loss = flow.state().loss;
  row.min_density = parts.front().smallest;
  row.wall_time = wall_time;
  const std::vector<double> &weights = flow.network().depth().weights();
  for (std::size_t k = 0; k < n; ++k) {
    const Part &part = parts[k];
    row.mass_drift = std::max(row.mass_drift, std::abs(part.mass / initial_mass_[k] - 1.));
    row.min_density = std::min(row.min_density, part.smallest);
    row.resolution_outer = std::max(row.resolution_outer, part.resolution.outer);
    row.resolution_inner = std::max(row.resolution_inner, part.resolution.inner);
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
