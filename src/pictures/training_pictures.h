#pragma once

#include "diagnostics/decision_function.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/data/standardisation.h"
#include "statistics/statistics_observer.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The pictures that do not depend on how the weights are represented: loss.png (loss, objective
/// and dissipation against training time) and the prediction (one input: prediction.png, f over the
/// data at the start and at the end; two: decision.png, f at the end as a heat map with the
/// samples; more: none).
class TrainingPictures {
public:
  /// @param points of the heat map per direction
  /// @param units in which predictions are drawn; data and f are in those of the solver
  TrainingPictures(unsigned int points, DataUnits units)
      : points_(points), units_(std::move(units)) {}

  /// Remembers what is drawn of the start. @param predict f at the start
  void remember_start(const DataSet &data, const PredictionFunction &predict);
  /// Draws everything into @p folder. @param predict f at training time @p time
  /// @param history the statistics of the whole run
  /// @throws RunError naming the path
  void write(const DataSet &data, const PredictionFunction &predict, double time,
             const StatisticsHistory &history, const std::string &folder) const;

private:
  static void write_loss(const StatisticsHistory &history, const std::string &path);
  void write_prediction_curve(const DataSet &data, const PredictionFunction &predict, double time,
                              const std::string &path) const;
  void write_decision(const DataSet &data, const PredictionFunction &predict, double time,
                      const std::string &path) const;
  /// Component @p k of inputs of the solver, one after the other, in the units of the user.
  std::vector<double> in_units(std::vector<double> inputs, unsigned int k) const;

  unsigned int points_;
  DataUnits units_;
  std::vector<double> curve_inputs_, start_curve_;
};

} // namespace rhoflow
