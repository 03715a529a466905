// SPDX-License-Identifier: Apache-2.0
#include "run/point_observers.h"

#include "accuracy/point_error_observer.h"
#include "base/version.h"
#include "checkpoint/checkpoint_observer.h"
#include "checkpoint/point_checkpoint.h"
#include "observers/predictions_observer.h"
#include "run/point_setup.h"
#include "run/training_observers.h"
#include "statistics/point_statistics.h"
#include "theory/point_theory_observer.h"

namespace rhoflow {

namespace {

/// What a factory gets.
struct PointRun {
  const RunContext &context;
  const Parameters &parameters;
  const PointTraining &training;
  RunAccuracy &accuracy;
  const ObserverList &all;
};

/// The predictions with their standard errors.
class PointPredictions : public PredictionsObserver {
public:
  PointPredictions(const PointTraining &training, const RunData &data, const std::string &folder)
      : PredictionsObserver(training, data.samples, data.units, folder), points_(training) {}

protected:
  std::vector<double> errors() const override {
    std::vector<double> errors = points_.prediction_errors();
    for (double &error : errors)
      error *= units().label_scale;
    return errors;
  }

private:
  const PointTraining &points_;
};

std::unique_ptr<Observer> make_point_statistics(const PointRun &run) {
  return std::make_unique<PointStatistics>(run.training, run.context.data.test, run.context.folder,
                                           run.context.clock, run.context.log, run.context.history);
}

std::unique_ptr<Observer> make_point_theory(const PointRun &run) {
  const DataSet &data = run.context.data.training;
  const TheoryParameters parameters = run.parameters.theory.for_samples(data.size());
  if (!parameters.any())
    return nullptr;
  const PointStartSetting setting = point_start_setting(run.parameters, data.dimension);
  PointStarts starts{setting.mixture(false), {}};
  if (setting.trained_head)
    starts.head = setting.mixture(true);
  return std::make_unique<PointTheoryObserver>(
      parameters, parameters.gram_matrices != run.parameters.theory.gram_matrices, run.training,
      std::move(starts), run.context.folder, run.context.log);
}

std::unique_ptr<Observer> make_point_progress(const PointRun &run) {
  return observe_progress(run.context, run.training);
}

std::unique_ptr<Observer> make_point_watch(const PointRun &run) {
  return watch_loss(run.context, run.training);
}

std::unique_ptr<Observer> make_point_errors(const PointRun &run) {
  if (!run.accuracy.errors)
    return nullptr;
  return std::make_unique<PointErrorObserver>(
      *run.accuracy.errors, run.training, run.accuracy.goal.value_or(AccuracyGoal{}),
      run.parameters.points, run.context.folder, run.context.log);
}

std::unique_ptr<Observer> make_point_goal(const PointRun &run) {
  if (!run.accuracy.goal)
    return nullptr;
  return std::make_unique<GoalObserver>(*run.accuracy.goal, run.training, run.context.log);
}

std::unique_ptr<Observer> make_point_pace(const PointRun &run) {
  return observe_pace(run.context, run.training);
}

std::unique_ptr<Observer> make_point_fit_remark(const PointRun &run) {
  return observe_fit(run.context);
}

std::unique_ptr<Observer> make_point_predictions(const PointRun &run) {
  return std::make_unique<PointPredictions>(run.training, run.context.data, run.context.folder);
}

std::unique_ptr<Observer> make_point_curve(const PointRun &run) {
  return observe_curve(run.context, run.training);
}

/// Of features and coefficients the means over the shifts.
std::unique_ptr<Observer> make_point_history(const PointRun &run) {
  const PointTraining &training = run.training;
  return observe_history(run.context, training, [&training, network = run.parameters.network] {
    std::vector<HistorySample> samples(training.n_shifts(),
                                       history_sample(network, training.shifts().front().state()));
    const auto numbers = gather_from_shifts(training, [&](const ParticleTraining &shift) {
      return history_sample(network, shift.state()).numbers();
    });
    for (std::size_t r = 0; r < samples.size(); ++r)
      samples[r].take(numbers[r]);
    return mean_sample(samples);
  });
}

std::unique_ptr<Observer> make_point_checkpoint(const PointRun &run) {
  PointCheckpoint content;
  content.generator = std::string("rhoflow ") + version();
  content.parameters = run.context.parameter_lines;
  return std::make_unique<CheckpointObserver<PointCheckpoint, PointTraining>>(
      std::move(content), run.training, run.parameters.output, run.context.folder,
      run.context.clock, run.all);
}

/// The pictures that rhoflow-plot may draw of a run on points.
const std::vector<std::string> point_pictures{
    "images/loss.png",    "images/prediction.png",      "images/errors.png",
    "images/gram.png",    "images/decay_rate.png",      "images/relative_entropy.png",
    "images/density.png", "images/inner_marginals.png", "images/outer_marginals.png",
    "images/head.png"};

std::unique_ptr<Observer> make_point_pictures(const PointRun &run) {
  return draw_pictures(run.context, run.training, point_pictures);
}

/// A kind of observer: the files it may write, and how it is made; null if it is not asked for.
struct PointEntry {
  std::vector<std::string> files;
  std::unique_ptr<Observer> (*make)(const PointRun &);
};

const std::vector<PointEntry> &point_registry() {
  static const std::vector<PointEntry> entries{
      {{"statistics.csv"}, make_point_statistics},
      {{"theory.csv", "kl_depth.csv", "spectrum.csv"}, make_point_theory},
      {{}, make_point_progress},
      {{"errors.csv"}, make_point_errors},
      {{}, make_point_goal},
      {{}, make_point_watch},
      {{}, make_point_pace},
      {{}, make_point_fit_remark},
      {{"predictions.csv"}, make_point_predictions},
      {{"curve.csv"}, make_point_curve},
      {{"history.h5"}, make_point_history},
      {{"checkpoint/points.h5", "checkpoint/points.previous.h5"}, make_point_checkpoint},
      {point_pictures, make_point_pictures}};
  return entries;
}

} // namespace

void make_point_observers(const RunContext &run, const PointTraining &training,
                          RunAccuracy &accuracy, ObserverList &observers) {
  for (const PointEntry &entry : point_registry())
    if (auto observer = entry.make({run, run.parameters, training, accuracy, observers}))
      observers.push_back(std::move(observer));
}

std::vector<std::string> point_result_files() {
  std::vector<std::string> files;
  for (const PointEntry &entry : point_registry())
    files.insert(files.end(), entry.files.begin(), entry.files.end());
  return files;
}

} // namespace rhoflow
