#include "statistics/density_statistics.h"

#include "rhoflow/base/errors.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

template <int dim>
DensityStatistics<dim>::DensityStatistics(const FlowState<dim> &state, const std::string &folder,
                                          const RunClock &clock, RunLog &log,
                                          StatisticsHistory &history)
    : StatisticsObserver(folder, state.communicator, clock, log, history), state_(state),
      start_masses_(masses_of(state)) {}

template <int dim>
void DensityStatistics<dim>::save(ObserverStates &states) const {
  StatisticsObserver::save(states);
  states["start_masses"] = start_masses_;
}

template <int dim>
void DensityStatistics<dim>::restore(const ObserverStates &states, double time) {
  start_masses_ = observer_state(states, "start_masses");
  // Checkpoints of the first version have no seal.
  const std::vector<double> masses = masses_of(state_);
  for (std::size_t k = 0; k < masses.size(); ++k)
    if (k >= start_masses_.size() ||
        !(std::abs(masses[k] - start_masses_[k]) <= 0.01 * std::abs(start_masses_[k])))
      throw InputError("--resume: density " + std::to_string(k) +
                       " of the checkpoint has lost its mass, so the checkpoint is damaged; start "
                       "the run without --resume");
  StatisticsObserver::restore(states, time);
}

template <int dim>
StatisticsRow DensityStatistics<dim>::measure_row(double wall_time) const {
  return statistics_row(measure(state_, start_masses_, wall_time));
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
