#pragma once

#include "mean_field/flow_state.h"

#include <string>
#include <vector>

namespace rhoflow {

/// One line of statistics.csv. Times and sizes are dimensionless, wall_time in seconds.
struct Statistics {
  unsigned long step = 0;
  double time = 0., dt = 0.;
  double loss = 0.;                  ///< E
  double regularization = 0.;        ///< lambda e^{-t} int int |theta|^2 rho
  double objective = 0.;             ///< loss + regularization, what the flow decreases
  double dissipation = 0.;           ///< -d objective / dt
  double mass_drift = 0.;            ///< largest relative change of a slice's mass
  double min_density = 0.;           ///< smallest nodal value
  double second_moment_encoder = 0.; ///< int_0^1 int |theta|^2 rho dtheta ds
  double second_moment_head = 0.;    ///< int |omega|^2 tau; 0 for a fixed head
  double resolution_outer = 0.;      ///< see Resolution
  double resolution_inner = 0.;
  double wall_time = 0.;

  static const std::vector<std::string> &names();
  std::vector<double> values() const;
  /// The inverse of values(). @pre as many as names()
  static Statistics from_values(const std::vector<double> &values);
};

/// Computes the statistics of a state; remembers the masses of the start.
template <int dim>
class StatisticsCollector {
public:
  explicit StatisticsCollector(const FlowState<dim> &state);

  Statistics collect(const FlowState<dim> &state, double wall_time) const;

  /// The mass of every density at the start, for a checkpoint.
  const std::vector<double> &initial_masses() const { return initial_mass_; }
  void set_initial_masses(std::vector<double> masses) { initial_mass_ = std::move(masses); }

private:
  std::vector<double> initial_mass_;
};

} // namespace rhoflow
