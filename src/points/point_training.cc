// SPDX-License-Identifier: Apache-2.0
#include "points/point_training.h"

#include "particles/controlled_step.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

std::vector<double> values_of(const std::vector<ShiftMean> &means) {
  std::vector<double> values;
  for (const ShiftMean &mean : means)
    values.push_back(mean.value);
  return values;
}

} // namespace

PointTraining::PointTraining(const std::shared_ptr<const ParticleNetwork> &network,
                             std::vector<Particles> shifts, const Regularization &regularization,
                             double tolerance, double maximal_step,
                             const NoiseParameters &confinement)
    : control_(tolerance, RungeKutta::order43().error_order(), maximal_step) {
  RHOFLOW_PRECONDITION(shifts.size() >= 2, "there are two shifts at least");
  RHOFLOW_PRECONDITION(!(confinement.temperature > 0.), "points have no noise");
  TrainingRule rule;
  rule.noise = confinement;
  shifts_.reserve(shifts.size());
  for (Particles &points : shifts)
    shifts_.emplace_back(network, std::move(points), regularization, rule);
  gather();
}

void PointTraining::step(double target) {
  const auto attempt = [&](double dt) {
    double error = 0.;
    for (ParticleTraining &shift : shifts_)
      error = std::max(error, shift.attempt_step(dt));
    return error;
  };
  const auto keep = [&](double dt, double time) {
    for (ParticleTraining &shift : shifts_)
      shift.keep_step(dt, time);
  };
  const auto drop = [&] {
    for (ParticleTraining &shift : shifts_)
      shift.drop_step();
  };
  controlled_step(control_, time(), target, n_rejected_, StepActions{attempt, keep, drop});
  gather();
}

void PointTraining::gather() {
  loss_ = 0.;
  for (const ParticleTraining &shift : shifts_)
    loss_ += shift.loss() / double(shifts_.size());
  predictions_ = values_of(
      measure_shifts(*this, [](const ParticleTraining &shift) { return shift.predictions(); }));
}

std::vector<double> PointTraining::predict(const std::vector<double> &inputs) const {
  return values_of(
      measure_shifts(*this, [&](const ParticleTraining &shift) { return shift.predict(inputs); }));
}

std::vector<double> PointTraining::prediction_errors() const {
  std::vector<double> errors;
  for (const ShiftMean &mean :
       measure_shifts(*this, [](const ParticleTraining &shift) { return shift.predictions(); }))
    errors.push_back(mean.error);
  return errors;
}

std::map<std::string, double> PointTraining::seconds() const {
  std::map<std::string, double> sum;
  for (const ParticleTraining &shift : shifts_)
    for (const auto &[part, seconds] : shift.seconds())
      sum[part] += seconds;
  return sum;
}

} // namespace rhoflow
