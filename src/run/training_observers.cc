// SPDX-License-Identifier: Apache-2.0
#include "run/training_observers.h"

#include "observers/curve_observer.h"
#include "observers/pace_watch.h"
#include "observers/progress_observer.h"
#include "pictures/picture_observer.h"
#include "statistics/density_watch.h"
#include "statistics/fit_remark.h"
#include "statistics/loss_watch.h"

namespace rhoflow {

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
