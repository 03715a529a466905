#pragma once

#include "observers/observer.h"
#include "observers/predictions_file.h"
#include "rhoflow/time/training.h"

#include <string>

namespace rhoflow {

/// Writes the predictions for the samples at the end, predictions.csv.
class PredictionsObserver : public Observer {
public:
  PredictionsObserver(const Training &training, const std::string &folder)
      : training_(training), path_(folder + "/predictions.csv") {}

  std::string stage() const override { return "output"; }
  void finish() override {
    training_.communicator().on_root(
        [&] { write_predictions(path_, training_.data(), training_.predictions()); });
  }

private:
  const Training &training_;
  std::string path_;
};

} // namespace rhoflow
