// SPDX-License-Identifier: Apache-2.0
#include "points/point_training.h"

#include "depth/forward_solve.h"
#include "particles/controlled_step.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <exception>

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
                             std::vector<Particles> shifts, const ShiftPartition &partition,
                             const Regularization &regularization, double tolerance,
                             double maximal_step, const NoiseParameters &confinement)
    : partition_(partition), control_(tolerance, weight_scheme().error_order(), maximal_step) {
  RHOFLOW_PRECONDITION(partition.n_shifts() >= 2, "there are two shifts at least");
  RHOFLOW_PRECONDITION(shifts.size() == partition.end() - partition.begin(),
                       "the shifts of this process");
  RHOFLOW_PRECONDITION(!(confinement.temperature > 0.), "points have no noise");
  // Points see their velocity through the error of the steps, which makes a hundred times more of
  // it than the last correction of the features leaves.
  constexpr double part_of_tolerance = 1e-2;
  TrainingRule rule;
  rule.noise = confinement;
  rule.last_residual = part_of_tolerance * tolerance;
  shifts_.reserve(shifts.size());
  partition_.communicator().agree([&] {
    for (Particles &points : shifts)
      shifts_.emplace_back(network, std::move(points), regularization, rule);
  });
  gather();
}

void PointTraining::for_each_shift(const std::function<void(ParticleTraining &)> &action) {
  communicator().agree([&] {
    std::exception_ptr first;
    for (ParticleTraining &shift : shifts_)
      try {
        action(shift);
      } catch (const RunError &) {
        if (!first)
          first = std::current_exception();
      }
    if (first)
      std::rethrow_exception(first);
  });
}

void PointTraining::step(double target) {
  const auto attempt = [&](double dt) {
    double error = 0.;
    for_each_shift(
        [&](ParticleTraining &shift) { error = std::max(error, shift.attempt_step(dt)); });
    return communicator().maximum(error);
  };
  const auto keep = [&](double dt, double time) {
    for_each_shift([&](ParticleTraining &shift) { shift.keep_step(dt, time); });
  };
  const auto drop = [&] { for_each_shift([](ParticleTraining &shift) { shift.drop_step(); }); };
  controlled_step(control_, time(), target, n_rejected_, StepActions{attempt, keep, drop});
  gather();
}

void PointTraining::gather() {
  const std::vector<std::vector<double>> lists =
      gather_from_shifts(*this, [](const ParticleTraining &shift) {
        std::vector<double> list{shift.loss()};
        list.insert(list.end(), shift.predictions().begin(), shift.predictions().end());
        return list;
      });
  loss_ = 0.;
  for (const std::vector<double> &list : lists)
    loss_ += list.front() / double(lists.size());
  std::vector<ShiftMean> means = means_over_shifts(lists);
  loss_error_ = means.front().error;
  means.erase(means.begin());
  predictions_ = values_of(means);
  prediction_errors_ = errors_of(means);
}

std::vector<double> PointTraining::predict(const std::vector<double> &inputs) const {
  return predict_with_errors(inputs).values;
}

PredictedValues PointTraining::predict_with_errors(const std::vector<double> &inputs) const {
  const std::vector<ShiftMean> means = means_over_shifts(partition_.gather(predict_shifts(inputs)));
  return {values_of(means), errors_of(means)};
}

std::vector<std::vector<double>>
PointTraining::predict_shifts(const std::vector<double> &inputs) const {
  if (inputs != last_.inputs || time() != last_.time)
    last_ = {time(), inputs, compute_predictions(inputs)};
  return last_.predictions;
}

std::vector<std::vector<double>>
PointTraining::compute_predictions(const std::vector<double> &inputs) const {
  // Features of two shifts are near each other: the forward solves of all start from those of the
  // first shift, whose process sends them to the others. What remains there is the difference of
  // two shifts; one step of Newton's method leaves about its square, which up to the bound below is
  // a hundredth of the standard error or less.
  constexpr double last_residual_of_shifts = 1e-3;
  const ParticleNetwork &network = shifts_.front().network();
  Trajectory first = constant_trajectory(network.depth().size(), inputs, network.data().dimension);
  std::vector<std::vector<double>> predictions(shifts_.size());
  const auto predict = [&](std::size_t r, Trajectory &trajectory, double last_residual) {
    const Particles &points = shifts_[r].particles();
    predictions[r] =
        shifts_[r].network().predict_near(points, points.values, inputs, trajectory, last_residual);
  };
  const bool has_first = partition_.begin() == 0;
  communicator().agree([&] {
    if (has_first)
      predict(0, first, last_residual_of_predictions);
  });
  std::vector<std::size_t> offsets(communicator().size() + 1, first.features.size());
  offsets.front() = 0;
  communicator().share(first.features, offsets);
  communicator().agree([&] {
    for (std::size_t r = has_first ? 1 : 0; r < shifts_.size(); ++r) {
      Trajectory own = first;
      predict(r, own, last_residual_of_shifts);
    }
  });
  return predictions;
}

TrainingProgress PointTraining::snapshot() const {
  TrainingProgress all = shifts_.front().snapshot();
  all.proposed_step = control_.proposal();
  all.n_rejected = n_rejected_;
  all.first_features.clear();
  const auto lists = gather_from_shifts(
      *this, [](const ParticleTraining &shift) { return shift.snapshot().first_features; });
  for (const std::vector<double> &features : lists)
    all.first_features.insert(all.first_features.end(), features.begin(), features.end());
  return all;
}

void PointTraining::restore(const TrainingProgress &snapshot,
                            const std::function<AlignedVector(std::size_t, std::size_t)> &values) {
  const std::size_t size = snapshot.first_features.size() / n_shifts();
  RHOFLOW_PRECONDITION(snapshot.first_features.size() == size * n_shifts(),
                       "features for every shift");
  communicator().agree([&] {
    for (std::size_t own = 0; own < shifts_.size(); ++own) {
      const std::size_t r = partition_.begin() + own;
      TrainingProgress progress = snapshot;
      const auto first = snapshot.first_features.begin() + std::ptrdiff_t(r * size);
      progress.first_features.assign(first, first + std::ptrdiff_t(size));
      shifts_[own].restore(progress, [&](std::size_t k) { return values(r, k); });
    }
  });
  control_.set_proposal(snapshot.proposed_step);
  n_rejected_ = snapshot.n_rejected;
  last_ = {};
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
