// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "observers/observer.h"
#include "observers/predictions_file.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/time/training.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Names of the units of the user among the states of a checkpoint: shift and scale of the label;
/// the shifts of all inputs and then their scales, or nothing.
constexpr const char *label_units_state = "label_units", *input_units_state = "input_units";

/// Writes the predictions for the samples at the end, predictions.csv.
class PredictionsObserver : public Observer {
public:
  /// @param samples as the user has them  @param units of the user
  /// @param errors of the discretization, may be null; to outlive this object
  PredictionsObserver(const Training &training, const DataSet &samples, const DataUnits &units,
                      const std::string &folder, const EstimatedErrors *errors = nullptr)
      : training_(training), samples_(samples), units_(units), path_(folder + "/predictions.csv"),
        errors_(errors) {}

  std::string stage() const override { return "output"; }
  void finish() override {
    training_.communicator().on_root([&] {
      write_predictions(path_, samples_, units_.labels_of_user(training_.predictions()), errors());
    });
  }

  /// What a prediction at other inputs needs besides the network.
  void save(ObserverStates &states) const override {
    states[label_units_state] = {units_.label_shift, units_.label_scale};
    states[input_units_state] = units_.input_shift;
    std::vector<double> &inputs = states[input_units_state];
    inputs.insert(inputs.end(), units_.input_scale.begin(), units_.input_scale.end());
  }

protected:
  /// Of the predictions, in the units of the user; empty where they are not known.
  virtual std::vector<double> errors() const {
    std::vector<double> errors;
    if (errors_ != nullptr && errors_->is_last(training_.time()))
      errors = errors_->samples;
    for (double &error : errors)
      error *= units_.label_scale;
    return errors;
  }
  const DataUnits &units() const { return units_; }

private:
  const Training &training_;
  const DataSet &samples_;
  const DataUnits &units_;
  std::string path_;
  const EstimatedErrors *errors_;
};

} // namespace rhoflow
