// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/point_trial.h"

#include "accuracy/point_errors.h"
#include "base/wall_clock.h"
#include "run/point_setup.h"

namespace rhoflow {

double PointTrial::excess(const AccuracyParameters &accepted) const {
  TrialDifference errors;
  errors.loss = loss_errors;
  errors.predictions = prediction_errors;
  return errors.excess(accepted);
}

PointTrial run_point_trial(const Parameters &parameters, const DataSet &data,
                           const Communicator &communicator, ShiftedDensity shifted,
                           double most_steps) {
  const double start = wall_seconds();
  PointTraining training = make_point_training(parameters, data, communicator, shifted);
  PointTrial trial;
  const double first_loss = training.loss();
  TrialHooks hooks;
  hooks.output = [&](const OutputTime &) {
    const PointErrors errors = measure_point_errors(training, first_loss);
    trial.loss_errors.push_back(errors.loss);
    trial.prediction_errors.push_back(errors.predictions);
  };
  trial.mean = train_for_trial(training, parameters.time, most_steps, hooks);
  trial.mean.seconds = communicator.maximum(wall_seconds() - start);
  return trial;
}

} // namespace rhoflow
