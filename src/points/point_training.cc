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

std::vector<double> errors_of(const std::vector<ShiftMean> &means) {
  std::vector<double> errors;
  for (const ShiftMean &mean : means)
    errors.push_back(mean.error);
  return errors;
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
  return predict_with_errors(inputs).values;
}

PredictedValues PointTraining::predict_with_errors(const std::vector<double> &inputs) const {
  const std::vector<ShiftMean> means = means_over_shifts(predict_shifts(inputs));
  return {values_of(means), errors_of(means)};
}

std::vector<std::vector<double>>
PointTraining::predict_shifts(const std::vector<double> &inputs) const {
  // Features of two shifts are near each other: each forward solve starts from those before.
  const ParticleNetwork &network = shifts_.front().network();
  Trajectory trajectory =
      constant_trajectory(network.depth().size(), inputs, network.data().dimension);
  std::vector<std::vector<double>> predictions;
  for (const ParticleTraining &shift : shifts_) {
    const Particles &points = shift.particles();
    predictions.push_back(shift.network().predict_near(points, points.values, inputs, trajectory));
  }
  return predictions;
}

std::vector<double> PointTraining::prediction_errors() const {
  return errors_of(
      measure_shifts(*this, [](const ParticleTraining &shift) { return shift.predictions(); }));
}

TrainingProgress PointTraining::snapshot() const {
  TrainingProgress all = shifts_.front().snapshot();
  all.proposed_step = control_.proposal();
  all.n_rejected = n_rejected_;
  all.first_features.clear();
  for (const ParticleTraining &shift : shifts_) {
    const std::vector<double> features = shift.snapshot().first_features;
    all.first_features.insert(all.first_features.end(), features.begin(), features.end());
  }
  return all;
}

void PointTraining::restore(const TrainingProgress &snapshot,
                            const std::function<AlignedVector(std::size_t, std::size_t)> &values) {
  const std::size_t size = snapshot.first_features.size() / shifts_.size();
  RHOFLOW_PRECONDITION(snapshot.first_features.size() == size * shifts_.size(),
                       "features for every shift");
  for (std::size_t r = 0; r < shifts_.size(); ++r) {
    TrainingProgress own = snapshot;
    const auto first = snapshot.first_features.begin() + std::ptrdiff_t(r * size);
    own.first_features.assign(first, first + std::ptrdiff_t(size));
    shifts_[r].restore(own, [&](std::size_t k) { return values(r, k); });
  }
  control_.set_proposal(snapshot.proposed_step);
  n_rejected_ = snapshot.n_rejected;
  gather();
}

std::map<std::string, double> PointTraining::seconds() const {
  std::map<std::string, double> sum;
  for (const ParticleTraining &shift : shifts_)
    for (const auto &[part, seconds] : shift.seconds())
      sum[part] += seconds;
  return sum;
}

} // namespace rhoflow
