// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/data/standardisation.h"

#include <map>
#include <string>
#include <vector>

namespace rhoflow {

/// Predictions, and their standard errors where points make them.
struct PredictedValues {
  std::vector<double> values; ///< [sample]
  std::vector<double> errors; ///< [sample], or empty
};

/// @p predicted, in the solver's units, as the user has labels.
inline PredictedValues in_units_of_user(PredictedValues predicted, const DataUnits &units) {
  predicted.values = units.labels_of_user(predicted.values);
  for (double &error : predicted.errors)
    error *= units.label_scale;
  return predicted;
}

/// What a run advances in training time: densities or a finite network. After every step it is
/// evaluated: loss and predictions are those of time().
class Training {
public:
  virtual ~Training() = default;

  virtual double time() const = 0;
  virtual unsigned long n_steps() const = 0;
  virtual unsigned long n_rejected() const = 0;
  virtual double loss() const = 0;
  /// Whether it is the loss that has to fall from step to step; with a regulariser it is not.
  virtual bool loss_falls() const = 0;

  /// Takes one accepted step towards @p target, at most to it. Collective.
  /// @throws RunError if the training cannot go on
  virtual void step(double target) = 0;

  virtual const DataSet &data() const = 0;
  /// f(x_i) of the samples.
  virtual const std::vector<double> &predictions() const = 0;
  /// f at other inputs, [sample][component]. Collective.
  virtual std::vector<double> predict(const std::vector<double> &inputs) const = 0;
  /// The same with standard errors, if there are such.
  virtual PredictedValues predict_with_errors(const std::vector<double> &inputs) const {
    return {predict(inputs), {}};
  }
  /// Whether predict_with_errors() gives standard errors.
  virtual bool has_prediction_errors() const { return false; }

  /// Those who share the work.
  virtual const Communicator &communicator() const = 0;
  /// Seconds so far in the parts of a step, by name.
  virtual std::map<std::string, double> seconds() const = 0;
};

} // namespace rhoflow
