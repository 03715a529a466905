#include "statistics/density_watch.h"

#include "diagnostics/resolution.h"

namespace rhoflow {

namespace {

constexpr double mass_tolerance = 1e-10;

} // namespace

void DensityWatch::output(const OutputTime &) {
  const StatisticsRow &row = history_.back();
  const double outer = row["resolution_outer"], inner = row["resolution_inner"];
  check(outer > Resolution::warning_level, warned_outer_,
        "the outer basis no longer resolves the density; increase Weights/Outer nodes", outer);
  check(inner > Resolution::warning_level, warned_inner_,
        "the inner mesh does not resolve the density; increase Weights/Inner cells or Inner degree",
        inner);
  check(row["mass_drift"] > mass_tolerance, warned_mass_, "mass is lost", row["mass_drift"]);
  const double objective = row["objective"];
  check(objective > last_objective_ + loss_tolerance, warned_loss_,
        "the objective rose since the last output; lower Time/Tolerance",
        objective - last_objective_);
  last_objective_ = objective;
}

} // namespace rhoflow
