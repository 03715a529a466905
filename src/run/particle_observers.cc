// SPDX-License-Identifier: Apache-2.0
#include "run/particle_observers.h"

#include "checkpoint/checkpoint_observer.h"
#include "observers/predictions_observer.h"
#include "paraview/field_observer.h"
#include "paraview/particle_output.h"
#include "particles/exchange/particle_export.h"
#include "particles/exchange/particle_file_observer.h"
#include "run/training_observers.h"
#include "statistics/loss_watch.h"
#include "statistics/particle_statistics.h"

namespace rhoflow {

namespace {

/// What a factory gets.
struct ParticleRun {
  const RunContext &context;
  const Parameters &parameters;
  const ParticleTraining &training;
  const ObserverList &all;
};

ParticleHeader header_of(const ParticleRun &run) {
  return export_header(run.training, run.parameters.depth.rule, run.parameters.depth.nodes);
}

/// Says in run.log what there is no picture of.
class MissingFieldsNote : public Observer {
public:
  explicit MissingFieldsNote(RunLog &log) : log_(log) {}
  std::string stage() const override { return "output"; }
  void open(bool resumed) override {
    if (!resumed)
      log_.note("no point clouds and trajectories: more than two inputs");
  }

private:
  RunLog &log_;
};

std::unique_ptr<Observer> make_statistics(const ParticleRun &run) {
  return std::make_unique<ParticleStatistics>(run.training, run.context.data.test,
                                              run.context.folder, run.context.clock,
                                              run.context.log, run.context.history);
}

std::unique_ptr<Observer> make_weights(const ParticleRun &run) {
  const unsigned int every = run.parameters.particles.weights_every;
  if (every == 0)
    return nullptr;
  return std::make_unique<ParticleFileObserver>(run.training, header_of(run), every,
                                                run.context.folder, run.context.log);
}

std::unique_ptr<Observer> make_fields(const ParticleRun &run) {
  const OutputParameters &output = run.parameters.output;
  if (!output.fields)
    return nullptr;
  if (!ParticleOutput::shows(run.training.data().dimension))
    return std::make_unique<MissingFieldsNote>(run.context.log);
  return std::make_unique<FieldObserver<ParticleOutput, ParticleTraining>>(
      ParticleOutput(run.context.folder + "/density", header_of(run),
                     run.parameters.particles.cloud_neurons),
      run.training, output.field_every);
}

std::unique_ptr<Observer> make_progress(const ParticleRun &run) {
  return observe_progress(run.context, run.training);
}

std::unique_ptr<Observer> make_watch(const ParticleRun &run) {
  if (run.parameters.particles.method == TrainingMethod::gradient_descent)
    // Steps of a given size may raise the loss for a while; they diverge or they do not.
    return std::make_unique<LossWatch>(run.training, RiseLimits{1e-6, 1., 1e6},
                                       "lower Particles/Learning rate",
                                       run.parameters.time.loss_may_rise, run.context.log);
  return watch_loss(run.context, run.training);
}

std::unique_ptr<Observer> make_pace(const ParticleRun &run) {
  return observe_pace(run.context, run.training);
}

std::unique_ptr<Observer> make_fit_remark(const ParticleRun &run) {
  return observe_fit(run.context);
}

std::unique_ptr<Observer> make_predictions(const ParticleRun &run) {
  return std::make_unique<PredictionsObserver>(run.training, run.context.data.samples,
                                               run.context.data.units, run.context.folder);
}

std::unique_ptr<Observer> make_curve(const ParticleRun &run) {
  return observe_curve(run.context, run.training);
}

/// The pictures that rhoflow-plot may draw of a finite network.
const std::vector<std::string> particle_pictures{
    "images/loss.png", "images/prediction.png", "images/decision.png", "images/neurons_encoder.png",
    "images/neurons_head.png"};

std::unique_ptr<Observer> make_pictures(const ParticleRun &run) {
  return draw_pictures(run.context, run.training, particle_pictures);
}

std::unique_ptr<Observer> make_checkpoint(const ParticleRun &run) {
  ParticleCheckpoint content;
  content.generator = header_of(run).generator;
  content.parameters = run.context.parameter_lines;
  return std::make_unique<CheckpointObserver<ParticleCheckpoint, ParticleTraining>>(
      std::move(content), run.training, run.parameters.output, run.context.folder,
      run.context.clock, run.all);
}

/// A kind of observer: the files it may write, and how it is made; null if it is not asked for.
struct ParticleEntry {
  std::vector<std::string> files;
  std::unique_ptr<Observer> (*make)(const ParticleRun &);
};

const std::vector<ParticleEntry> &particle_registry() {
  static const std::vector<ParticleEntry> entries{
      {{"statistics.csv"}, make_statistics},
      {{"particles.h5", "particles.damaged.h5"}, make_weights},
      {{"density/*.pvd", "density/*_#.vtp"}, make_fields},
      {{}, make_progress},
      {{}, make_watch},
      {{}, make_pace},
      {{}, make_fit_remark},
      {{"predictions.csv"}, make_predictions},
      {{"curve.csv"}, make_curve},
      {{"checkpoint/particles.h5", "checkpoint/particles.previous.h5"}, make_checkpoint},
      {particle_pictures, make_pictures}};
  return entries;
}

} // namespace

void make_particle_observers(const RunContext &run, const ParticleTraining &training,
                             ObserverList &observers) {
  for (const ParticleEntry &entry : particle_registry())
    if (auto observer = entry.make({run, run.parameters, training, observers}))
      observers.push_back(std::move(observer));
}

std::vector<std::string> particle_result_files() {
  std::vector<std::string> files;
  for (const ParticleEntry &entry : particle_registry())
    files.insert(files.end(), entry.files.begin(), entry.files.end());
  return files;
}

} // namespace rhoflow
