// SPDX-License-Identifier: Apache-2.0
#include "run/training_observers.h"

#include "base/version.h"
#include "observers/curve_observer.h"
#include "observers/pace_watch.h"
#include "observers/progress_observer.h"
#include "pictures/picture_observer.h"
#include "statistics/density_watch.h"
#include "statistics/fit_remark.h"
#include "statistics/loss_watch.h"

namespace rhoflow {

namespace {

HistorySetting history_setting(const RunContext &run) {
  const Parameters &parameters = run.parameters;
  const DataSet &data = run.data.training;
  const unsigned int d = data.dimension;
  HistorySetting setting;
  setting.generator = std::string("rhoflow ") + version();
  setting.network = parameters.network;
  setting.regularization = parameters.regularization.strength(0.);
  const auto confinement = [&](bool head) {
    return setting.trains(head) ? parameters.noise.of(head).confinement : 0.;
  };
  setting.encoder_confinement = confinement(false);
  setting.head_confinement = confinement(true);
  setting.depth = parameters.depth;
  setting.data = data;
  setting.units = run.data.units;
  setting.encoder_start = parameters.weights.start(false, d, d + 1);
  if (setting.has_trained_head())
    setting.head_start = parameters.weights.start(true, 1, d + 1);
  return setting;
}

} // namespace

std::unique_ptr<Observer> observe_history(const RunContext &run, const Training &training,
                                          HistoryObserver::MakeSample sample) {
  // With noise there are no characteristics.
  if (!run.parameters.output.history || run.parameters.noise.temperature > 0.)
    return nullptr;
  return std::make_unique<HistoryObserver>(training, history_setting(run), std::move(sample),
                                           run.parameters.output, run.folder, run.log);
}

std::unique_ptr<Observer> observe_progress(const RunContext &run, const Training &training) {
  return std::make_unique<ProgressObserver>(training, run.parameters.time.end_time, run.progress);
}

std::unique_ptr<Observer> observe_pace(const RunContext &run, const Training &training) {
  return std::make_unique<PaceWatch>(training, run.parameters.time.end_time, pace_remedy(run.data),
                                     run.log);
}

std::unique_ptr<Observer> observe_fit(const RunContext &run) {
  if (run.parameters.data.source != DataParameters::csv && run.data.test.size() == 0)
    return nullptr;
  return std::make_unique<FitRemark>(run.history, run.log);
}

std::unique_ptr<Observer> observe_curve(const RunContext &run, const Training &training) {
  const unsigned int points = run.parameters.output.curve_points;
  if (training.data().dimension != 1 || points == 0)
    return nullptr;
  return std::make_unique<CurveObserver>(training, run.data.samples, run.data.units, points,
                                         run.folder, run.log);
}

std::unique_ptr<Observer> draw_pictures(const RunContext &run, const Training &training,
                                        const std::vector<std::string> &pictures) {
  if (!run.parameters.output.pictures)
    return nullptr;
  return std::make_unique<PictureObserver>(run.folder, pictures, training.communicator(), run.log,
                                           run.progress);
}

std::unique_ptr<Observer> watch_loss(const RunContext &run, const Training &training) {
  const TimeParameters &time = run.parameters.time;
  return std::make_unique<LossWatch>(training, DensityWatch::limits_of(time),
                                     "lower Time/Tolerance", time.loss_may_rise, run.log);
}

} // namespace rhoflow
