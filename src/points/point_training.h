// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/particle_training.h"
#include "points/shift_mean.h"
#include "points/shift_partition.h"
#include "rhoflow/time/step_control.h"
#include "rhoflow/time/training.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// Solves the gradient flow by the method of characteristics: weighted points that stand for the
/// densities move with the velocity of the network that they make,
///   d theta/dt = v(theta, t) = -grad Phi - 2 r theta,   d ln rho/dt = -div v   along the path
/// (r = lambda e^{-t} for the encoder with a regulariser; the continuity equation of DCLW2 and
/// CLLCC; everything is dimensionless). The points of each random shift of the lattice have a
/// network of their own and know nothing of the others; all take the same steps, the largest with
/// which the error of every shift is within the tolerance. Hence numbers are means over independent
/// runs at the same times, and have an error, see ShiftMean.
///
/// Several processes have some of the shifts each and exchange what means are of: results are the
/// same bits for any number of them.
class PointTraining : public Training {
public:
  /// Collective.
  /// @param shifts of this process, as make_points() gives them for @p partition
  /// @param tolerance,maximal_step of section `Time`
  /// @param confinement noise without a temperature: the drift alone
  PointTraining(const std::shared_ptr<const ParticleNetwork> &network,
                std::vector<Particles> shifts, const ShiftPartition &partition,
                const Regularization &regularization, double tolerance, double maximal_step,
                const NoiseParameters &confinement = {});

  /// Takes one step of all shifts towards @p target. Collective.
  /// @throws RunError as ParticleTraining::step() does
  void step(double target) override;

  double time() const override { return shifts_.front().time(); }
  double last_step() const { return shifts_.front().last_step(); }
  unsigned long n_steps() const override { return shifts_.front().n_steps(); }
  unsigned long n_rejected() const override { return n_rejected_; }
  /// Means over the shifts.
  double loss() const override { return loss_; }
  /// The error of loss(), see ShiftMean.
  double loss_error() const { return loss_error_; }
  const std::vector<double> &predictions() const override { return predictions_; }
  std::vector<double> predict(const std::vector<double> &inputs) const override;
  /// Means over the shifts with their standard errors.
  PredictedValues predict_with_errors(const std::vector<double> &inputs) const override;
  bool has_prediction_errors() const override { return true; }
  /// f at other inputs for every shift of this process: [shift][sample]. Collective.
  std::vector<std::vector<double>> predict_shifts(const std::vector<double> &inputs) const;
  bool loss_falls() const override { return shifts_.front().loss_falls(); }
  const DataSet &data() const override { return shifts_.front().data(); }
  const Communicator &communicator() const override { return partition_.communicator(); }
  std::map<std::string, double> seconds() const override;

  /// The runs of the single shifts of this process, which are all where there is one process.
  const std::vector<ParticleTraining> &shifts() const { return shifts_; }
  const ShiftPartition &partition() const { return partition_; }
  /// Of all processes.
  std::size_t n_shifts() const { return partition_.n_shifts(); }
  /// The errors of predictions(), see ShiftMean; one per sample.
  const std::vector<double> &prediction_errors() const { return prediction_errors_; }

  /// How far it has come; first_features are those of all shifts, one after the other. Collective.
  TrainingProgress snapshot() const;
  /// Goes to where another training, of the same sizes, was when it gave @p snapshot; by how many
  /// processes does not matter. Collective.
  /// @param values the points of ensemble k of shift r, which this process has, in the layout of
  ///   Particles
  /// @pre snapshot.first_features has the size that snapshot() gives it
  /// @throws RunError as ParticleTraining::restore(), and what @p values throws
  void restore(const TrainingProgress &snapshot,
               const std::function<AlignedVector(std::size_t, std::size_t)> &values);

private:
  /// What predict_shifts() gave last, since test samples are asked for twice at the end of a run.
  struct LastPredictions {
    double time = 0.;
    std::vector<double> inputs;
    std::vector<std::vector<double>> predictions;
  };

  std::vector<std::vector<double>> compute_predictions(const std::vector<double> &inputs) const;
  void gather();
  /// @p action(shift) for all shifts of this process, also behind one that fails, so that what a
  /// shift has done does not depend on who its neighbours are. Collective.
  /// @throws RunError of the first shift that failed, on all processes
  void for_each_shift(const std::function<void(ParticleTraining &)> &action);

  std::vector<ParticleTraining> shifts_;
  ShiftPartition partition_;
  StepControl control_;
  unsigned long n_rejected_ = 0;
  double loss_ = 0., loss_error_ = 0.;
  std::vector<double> predictions_, prediction_errors_;
  mutable LastPredictions last_;
};

/// What @p measure says of every shift, [shift][number]: @p measure(shift) gives a list of numbers,
/// equally long for all. Collective.
template <typename Measure>
std::vector<std::vector<double>> gather_from_shifts(const PointTraining &training,
                                                    const Measure &measure) {
  std::vector<std::vector<double>> lists;
  for (const ParticleTraining &shift : training.shifts())
    lists.push_back(measure(shift));
  return training.partition().gather(std::move(lists));
}

/// The same as means over all shifts with their errors. Collective.
template <typename Measure>
std::vector<ShiftMean> measure_shifts(const PointTraining &training, const Measure &measure) {
  return means_over_shifts(gather_from_shifts(training, measure));
}

} // namespace rhoflow
