// SPDX-License-Identifier: Apache-2.0
#include "run/step_time.h"

#include "accuracy/indicators.h"
#include "base/scratch_folder.h"
#include "base/wall_clock.h"
#include "paraview/density_output.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"
#include "theory/theory_collector.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// More than the caches hold, yet done in moments.
constexpr double most_unknowns = 3e6;
constexpr unsigned int most_steps = 6;
constexpr double enough_seconds = 0.5;

/// Sums over samples take what is left of the time; with so many of them they are timed, with fewer
/// what does not depend on them.
constexpr std::size_t many_samples = 2048, few_samples = 512;

/// @p n of the samples, evenly taken, so that the flow is much the same.
DataSet thinned(const DataSet &data, std::size_t n) {
  DataSet result;
  result.dimension = data.dimension;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t k = i * data.size() / n;
    for (unsigned int c = 0; c < data.dimension; ++c)
      result.inputs.push_back(data.input(k, c));
    result.labels.push_back(data.labels[k]);
  }
  return result;
}

/// The same problem with as many cells as most_unknowns allows.
Parameters reduced(const Parameters &parameters, const DataSet &data) {
  Parameters result = parameters;
  const double unknowns = double(estimate_size(parameters, data).degrees_of_freedom);
  if (unknowns > most_unknowns) {
    const double shrink = std::pow(most_unknowns / unknowns, 1. / (data.dimension + 1));
    for (unsigned int *cells : {&result.weights.inner.cells, &result.weights.head_inner.cells})
      if (*cells > 0)
        *cells = std::max(2u, static_cast<unsigned int>(double(*cells) * shrink));
  }
  return result;
}

template <int dim>
TheoryCollector<dim> make_collector(const Parameters &parameters, const GradientFlow<dim> &flow) {
  const FlowState<dim> &state = flow.state();
  const WeightsParameters &weights = parameters.weights;
  return {parameters.theory.for_samples(state.problem->data.size()), flow,
          weights.start(false, dim - 1, dim),
          state.has_head() ? weights.start(true, 1, dim) : GaussianMixture()};
}

/// Of the fields of one output time; 0 where there is no place for temporary files.
template <int dim>
double time_fields(const FlowState<dim> &state, unsigned int points) {
  constexpr unsigned int enough_points = 49;
  const ScratchFolder folder;
  const unsigned int measured = std::min(points, enough_points);
  if (state.communicator.minimum(folder.path().empty() ? 0. : 1.) == 0.)
    return 0.;
  const double start = wall_seconds();
  try {
    state.communicator.agree([&] { DensityOutput<dim>(folder.path(), measured).write(state); });
  } catch (const RunError &) {
    return 0.; // the disk of temporary files is full
  }
  // They are dominated by values in space.
  return (wall_seconds() - start) * std::pow(double(points) / measured, 3.);
}

/// Of the problem as it is.
template <int dim>
RunTimes measure(const Parameters &parameters, const DataSet &data,
                 const Communicator &communicator) {
  const auto flow = make_flow<dim>(parameters, data, communicator, CoarseStart::accepted);
  const double end = parameters.time.end_time;
  auto theory = make_collector(parameters, *flow);
  const auto step = [&] {
    flow->step(end);
    theory.step(*flow);
  };
  // At the very start the encoder stands still and the depth equations are trivial.
  step();
  double start = wall_seconds();
  const unsigned long before = flow->state().n_steps + flow->n_rejected();
  for (unsigned int k = 0; k < most_steps && flow->time() < end; ++k) {
    step();
    if (communicator.maximum(wall_seconds() - start) > enough_seconds)
      break;
  }
  RunTimes times;
  const unsigned long steps = flow->state().n_steps + flow->n_rejected() - before;
  times.step = (wall_seconds() - start) / double(std::max(1ul, steps));
  start = wall_seconds();
  if (parameters.theory.for_samples(data.size()).any())
    theory.collect(*flow);
  measure_indicators(flow->state(), InnerRefinements(flow->state()));
  times.output = wall_seconds() - start;
  if (parameters.output.fields)
    times.fields = time_fields(flow->state(), parameters.output.points);
  return times;
}

RunTimes measure(const Parameters &parameters, const DataSet &data,
                 const Communicator &communicator) {
  return data.dimension == 1 ? measure<2>(parameters, data, communicator)
                             : measure<3>(parameters, data, communicator);
}

/// Of many samples: what a line through the times of fewer says.
RunTimes measure_thinned(Parameters parameters, const DataSet &data,
                         const Communicator &communicator) {
  if (data.size() <= 2 * many_samples)
    return measure(parameters, data, communicator);
  // What is done for all samples, and what is left out.
  parameters.theory = parameters.theory.for_samples(data.size());
  const RunTimes few = measure(parameters, thinned(data, few_samples), communicator),
                 many = measure(parameters, thinned(data, many_samples), communicator);
  const double rise = double(data.size() - many_samples) / double(many_samples - few_samples);
  const auto at_all = [&](double less, double more) {
    return more + rise * std::max(0., more - less);
  };
  return {at_all(few.step, many.step), at_all(few.output, many.output),
          at_all(few.fields, many.fields)};
}

} // namespace

RunTimes measure_run_times(const Parameters &parameters, const DataSet &data,
                           const Communicator &communicator) {
  const Parameters small = reduced(parameters, data);
  const double scale = double(estimate_size(parameters, data).inner_nodes) /
                       double(estimate_size(small, data).inner_nodes);
  RunTimes times = measure_thinned(small, data, communicator);
  times.step *= scale;
  times.output *= scale;
  return times;
}

} // namespace rhoflow
