// SPDX-License-Identifier: Apache-2.0
#include "statistics/density_statistics.h"

#include "statistics/fit.h"

#include <sstream>

namespace rhoflow {

template <int dim>
DensityStatistics<dim>::DensityStatistics(const GradientFlow<dim> &flow, const DataSet &test,
                                          const std::string &folder, const RunClock &clock,
                                          RunLog &log, StatisticsHistory &history,
                                          const EstimatedErrors *errors)
    : StatisticsObserver(folder, flow, test, clock, log, history), flow_(flow),
      state_(flow.state()), errors_(errors), start_masses_(masses_of(state_)) {}

template <int dim>
void DensityStatistics<dim>::save(ObserverStates &states) const {
  StatisticsObserver::save(states);
  states["start_masses"] = start_masses_;
}

template <int dim>
void DensityStatistics<dim>::restore(const ObserverStates &states, double time) {
  start_masses_ = observer_state(states, "start_masses");
  StatisticsObserver::restore(states, time);
}

template <int dim>
StatisticsRow DensityStatistics<dim>::measure_row(double wall_time) const {
  DensityMeasures<dim> measures = measure(state_, start_masses_, flow_.noisy_rates(), wall_time);
  measures.fit = measure_fit(flow_, test());
  if (errors_ != nullptr) {
    const double time = state_.time;
    const PerQuantity errors = errors_->of_quantities(time);
    measures.errors = {errors_->loss_error(time, measures.loss),
                       errors[Quantity::second_moment_encoder],
                       errors[Quantity::second_moment_head], errors[Quantity::dissipation],
                       errors[Quantity::entropy]};
  }
  return statistics_row(measures);
}

template <int dim>
std::string DensityStatistics<dim>::describe(const StatisticsRow &row) const {
  std::ostringstream text;
  text << "mass drift " << row["mass_drift"] << "  resolution " << row["resolution_outer"] << " "
       << row["resolution_inner"];
  return text.str();
}

template class DensityStatistics<2>;
template class DensityStatistics<3>;

} // namespace rhoflow
