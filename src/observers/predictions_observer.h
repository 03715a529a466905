#pragma once

#include "observers/observer.h"
#include "observers/predictions_file.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/time/training.h"

#include <string>

namespace rhoflow {

/// Writes the predictions for the samples at the end, predictions.csv.
class PredictionsObserver : public Observer {
public:
  /// @param samples as the user has them  @param units of the user
  PredictionsObserver(const Training &training, const DataSet &samples, const DataUnits &units,
                      const std::string &folder)
      : training_(training), samples_(samples), units_(units), path_(folder + "/predictions.csv") {}

  std::string stage() const override { return "output"; }
  void finish() override {
    training_.communicator().on_root([&] {
      write_predictions(path_, samples_, units_.labels_of_user(training_.predictions()));
    });
  }

private:
  const Training &training_;
  const DataSet &samples_;
  const DataUnits &units_;
  std::string path_;
};

} // namespace rhoflow
