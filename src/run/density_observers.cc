// SPDX-License-Identifier: Apache-2.0
#include "run/density_observers.h"

#include "accuracy/error_observer.h"
#include "accuracy/indicator_observer.h"
#include "base/version.h"
#include "checkpoint/checkpoint_observer.h"
#include "density_files/density_file_observer.h"
#include "observers/predictions_observer.h"
#include "paraview/density_output.h"
#include "paraview/field_observer.h"
#include "paraview/mesh_fields.h"
#include "run/accepted_settings.h"
#include "run/training_observers.h"
#include "statistics/density_statistics.h"
#include "statistics/density_watch.h"
#include "theory/theory_observer.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace rhoflow {

namespace {

/// What a factory gets.
template <int dim>
struct DensityRun {
  const RunContext &context;
  const Parameters &parameters;
  const GradientFlow<dim> &flow;
  const ObserverList &all;
  const RunErrors *errors;
  const AccuracyGoal *goal;
};

template <int dim>
const EstimatedErrors *estimate_of(const DensityRun<dim> &run) {
  return run.errors == nullptr ? nullptr : &run.errors->estimate;
}

template <int dim>
TheoryParameters fitted_theory(const DensityRun<dim> &run) {
  return run.parameters.theory.for_samples(run.flow.data().size());
}

template <int dim>
std::unique_ptr<Observer> make_theory(const DensityRun<dim> &run) {
  const WeightsParameters &weights = run.parameters.weights;
  const FlowState<dim> &state = run.flow.state();
  const TheoryParameters fitted = fitted_theory(run);
  return std::make_unique<TheoryObserver<dim>>(
      fitted, run.parameters.theory.gram_matrices && !fitted.gram_matrices, run.flow,
      weights.start(false, dim - 1, dim),
      state.has_head() ? weights.start(true, 1, dim) : GaussianMixture(), run.context.folder,
      run.context.log, estimate_of(run));
}

template <int dim>
std::unique_ptr<Observer> make_statistics(const DensityRun<dim> &run) {
  return std::make_unique<DensityStatistics<dim>>(
      run.flow, run.context.data.test, run.context.folder, run.context.clock, run.context.log,
      run.context.history, estimate_of(run));
}

template <int dim>
std::unique_ptr<Observer> make_fields(const DensityRun<dim> &run) {
  const OutputParameters &output = run.parameters.output;
  if (!output.fields)
    return nullptr;
  return std::make_unique<FieldObserver<DensityOutput<dim>, FlowState<dim>>>(
      DensityOutput<dim>(run.context.folder + "/density", output.points), run.flow.state(),
      output.field_every);
}

template <int dim>
std::unique_ptr<Observer> make_mesh_fields(const DensityRun<dim> &run) {
  const OutputParameters &output = run.parameters.output;
  if (!output.mesh_fields)
    return nullptr;
  return std::make_unique<FieldObserver<MeshFields<dim>, FlowState<dim>>>(
      MeshFields<dim>(run.context.folder + "/density"), run.flow.state(), output.field_every);
}

template <int dim>
std::unique_ptr<Observer> make_density_files(const DensityRun<dim> &run) {
  const Parameters &parameters = run.parameters;
  const OutputParameters &output = parameters.output;
  if (output.densities == DensityContent::none)
    return nullptr;
  DensityFileMeaning meaning{std::string("rhoflow ") + version(), parameters.weights,
                             parameters.depth};
  meaning.full = output.densities == DensityContent::full ||
                 (output.densities == DensityContent::automatic && dim == 2);
  meaning.bits = output.density_bits == DensityBits::single ? NumberBits::single : NumberBits::full;
  const TimeParameters &time = parameters.time;
  const double middle = std::min(std::round(0.5 * time.end_time / time.output_interval), 1e9);
  return std::make_unique<DensityFileObserver<dim>>(std::move(meaning), run.flow.state(),
                                                    run.context.folder, output.densities_every,
                                                    static_cast<unsigned int>(middle));
}

template <int dim>
std::unique_ptr<Observer> make_progress(const DensityRun<dim> &run) {
  return observe_progress(run.context, run.flow);
}

template <int dim>
std::unique_ptr<Observer> make_indicators(const DensityRun<dim> &run) {
  const Parameters &parameters = run.parameters;
  std::optional<AccuracyWatch> watch;
  if (run.errors == nullptr) // otherwise they are better known
    watch.emplace(
        parameters.weights, parameters.depth, parameters.time.tolerance,
        [parameters](const std::string &settings) { return are_accepted(parameters, settings); },
        run.context.log);
  return std::make_unique<IndicatorObserver<dim>>(
      run.flow.state(), run.context.history, run.context.folder, std::move(watch), run.context.log);
}

template <int dim>
std::unique_ptr<Observer> make_errors(const DensityRun<dim> &run) {
  if (run.errors == nullptr)
    return nullptr;
  return std::make_unique<ErrorObserver>(*run.errors, run.flow, run.context.folder,
                                         run.context.log);
}

template <int dim>
std::unique_ptr<Observer> make_goal(const DensityRun<dim> &run) {
  if (run.goal == nullptr)
    return nullptr;
  return std::make_unique<GoalObserver>(*run.goal, run.flow, run.context.log);
}

template <int dim>
std::unique_ptr<Observer> make_watch(const DensityRun<dim> &run) {
  return std::make_unique<DensityWatch>(run.flow, run.parameters.time, run.context.history,
                                        run.context.log);
}

template <int dim>
std::unique_ptr<Observer> make_pace(const DensityRun<dim> &run) {
  return observe_pace(run.context, run.flow);
}

template <int dim>
std::unique_ptr<Observer> make_fit_remark(const DensityRun<dim> &run) {
  return observe_fit(run.context);
}

template <int dim>
std::unique_ptr<Observer> make_predictions(const DensityRun<dim> &run) {
  return std::make_unique<PredictionsObserver>(run.flow, run.context.data.samples,
                                               run.context.data.units, run.context.folder,
                                               estimate_of(run));
}

template <int dim>
std::unique_ptr<Observer> make_curve(const DensityRun<dim> &run) {
  return observe_curve(run.context, run.flow);
}

/// The pictures that rhoflow-plot may draw of a run with densities.
const std::vector<std::string> density_pictures{
    "images/loss.png",       "images/free_energy.png",     "images/errors.png",
    "images/prediction.png", "images/decision.png",        "images/head.png",
    "images/density.png",    "images/inner_marginals.png", "images/outer_marginals.png",
    "images/gram.png",       "images/decay_rate.png",      "images/relative_entropy.png"};

template <int dim>
std::unique_ptr<Observer> make_pictures(const DensityRun<dim> &run) {
  return draw_pictures(run.context, run.flow, density_pictures);
}

template <int dim>
std::unique_ptr<Observer> make_history(const DensityRun<dim> &run) {
  const GradientFlow<dim> &flow = run.flow;
  return observe_history(run.context, flow, [&flow, network = run.parameters.network] {
    return history_sample(network, flow.state().network);
  });
}

template <int dim>
std::unique_ptr<Observer> make_checkpoint(const DensityRun<dim> &run) {
  const Parameters &parameters = run.parameters;
  DensityCheckpoint content;
  content.generator = std::string("rhoflow ") + version();
  content.parameters = run.context.parameter_lines;
  content.network = parameters.network;
  content.regularization = parameters.regularization.strength(0.);
  content.depth_rule = parameters.depth.rule;
  content.points_per_interval =
      parameters.depth.rule == DepthRule::gauss ? parameters.depth.nodes : 1;
  content.weights = parameters.weights;
  return std::make_unique<CheckpointObserver<DensityCheckpoint, GradientFlow<dim>>>(
      std::move(content), run.flow, parameters.output, run.context.folder, run.context.clock,
      run.all);
}

/// A kind of observer: the files it may write, and how it is made; null if it is not asked for.
template <int dim>
struct DensityEntry {
  std::vector<std::string> files;
  std::unique_ptr<Observer> (*make)(const DensityRun<dim> &);
};

template <int dim>
std::vector<DensityEntry<dim>> density_registry() {
  return {{{"theory.csv", "kl_depth.csv", "spectrum.csv"}, make_theory<dim>},
          {{"statistics.csv"}, make_statistics<dim>},
          {{"density/*.pvd", "density/*_#.vti", "density/*_#.vtp"}, make_fields<dim>},
          {{"density/mesh_*.pvd", "density/mesh_*_#.pvtu", "density/mesh_*_p#.vtu"},
           make_mesh_fields<dim>},
          {{"densities/density_#.h5"}, make_density_files<dim>},
          {{}, make_progress<dim>},
          {{"indicators.csv"}, make_indicators<dim>},
          {{"errors.csv"}, make_errors<dim>},
          {{}, make_goal<dim>},
          {{}, make_watch<dim>},
          {{}, make_pace<dim>},
          {{}, make_fit_remark<dim>},
          {{"predictions.csv"}, make_predictions<dim>},
          {{"curve.csv"}, make_curve<dim>},
          {{"history.h5"}, make_history<dim>},
          {{"checkpoint/density.h5", "checkpoint/density.previous.h5"}, make_checkpoint<dim>},
          {density_pictures, make_pictures<dim>}};
}

} // namespace

template <int dim>
void make_density_observers(const RunContext &run, const GradientFlow<dim> &flow,
                            ObserverList &observers, const RunErrors *errors,
                            const AccuracyGoal *goal) {
  for (const DensityEntry<dim> &entry : density_registry<dim>())
    if (auto observer = entry.make({run, run.parameters, flow, observers, errors, goal}))
      observers.push_back(std::move(observer));
}

std::vector<std::string> density_result_files() {
  std::vector<std::string> files;
  for (const DensityEntry<2> &entry : density_registry<2>())
    files.insert(files.end(), entry.files.begin(), entry.files.end());
  return files;
}

template void make_density_observers(const RunContext &, const GradientFlow<2> &, ObserverList &,
                                     const RunErrors *, const AccuracyGoal *);
template void make_density_observers(const RunContext &, const GradientFlow<3> &, ObserverList &,
                                     const RunErrors *, const AccuracyGoal *);

} // namespace rhoflow
