// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/flow/gradient_flow.h"

#include "base/parallel_loop.h"
#include "base/wall_clock.h"
#include "operators/transport/stability.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/operators/standard_terms.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace rhoflow {

namespace {

/// Distance kept from the limit of linear stability.
constexpr double safety = 0.9;
constexpr unsigned int max_rejections = 60;

template <int dim>
std::vector<const DensitySpace<dim> *> spaces_of(const FlowState<dim> &state) {
  std::vector<const DensitySpace<dim> *> spaces;
  for (const Density<dim> &density : state.densities)
    spaces.push_back(density.space.get());
  return spaces;
}

template <int dim>
bool needs_exponential(const FlowState<dim> &state) {
  return state.problem->noise.temperature > 0.;
}

/// "t = 0.5: " before what went wrong there.
RunError error_at(double time, const std::string &problem) {
  std::ostringstream message;
  message << "t = " << time << ": " << problem;
  return RunError(message.str());
}

} // namespace

template <int dim>
GradientFlow<dim>::GradientFlow(FlowState<dim> start, const StepControl &control,
                                typename OperatorList<dim>::Terms operators)
    : state_(std::move(start)),
      operators_(state_, operators.empty() ? standard_terms(state_) : std::move(operators)),
      limiter_(state_), ghosts_(state_.communicator, *state_.partition, spaces_of(state_)),
      scheme_(time_scheme(state_.space(0).basis())),
      exponential_(needs_exponential(state_) ? std::make_unique<ExponentialStepper<dim>>(state_)
                                             : nullptr),
      control_(control), registers_(exponential_ != nullptr ? 1 : scheme_.n_registers() - 1),
      moments_(registers_.size()),
      first_moments_(share_by_space(state_.densities,
                                    [](const Density<dim> &density) {
                                      return std::make_shared<const FirstMoments<dim>>(
                                          density.space);
                                    })),
      tables_(make_network_tables(*state_.problem, state_.grids())) {
  for (NetworkMoments &of_register : moments_)
    of_register.fields.resize(state_.densities.size());
  if (state_.is_half())
    for (NetworkIntegrals &integrals : tables_)
      integrals.sum_from_row(middle_row(integrals.grid()));
  for (const Density<dim> &density : state_.densities) {
    RHOFLOW_PRECONDITION(density.values.size() == density.space->n_values(density.cells),
                         "the densities have their values at t = 0");
    const InnerMesh<dim> &mesh = density.space->mesh();
    for (DensityList &list : registers_) {
      if (density.trains)
        list.emplace_back(density.values.size(), 0.);
      else
        list.push_back(density.values); // no stage will write these
    }
    node_moments_.emplace_back(
        density.space->n_components(),
        AlignedVector(std::size_t(density.cells.size()) * mesh.nodes_per_cell(), 0.));
    rows_.push_back(rows_around(mesh, density.cells));
  }
  compute_moments(0, /*from_stage*/ false);
  state_.network = initial_network_state(*state_.problem, state_.grids());
  evaluate(0, 0.);
}

template <int dim>
std::vector<AlignedVector *> GradientFlow<dim>::values_of(unsigned int index) {
  std::vector<AlignedVector *> list;
  for (std::size_t k = 0; k < state_.densities.size(); ++k)
    list.push_back(&values(index, k));
  return list;
}

template <int dim>
void GradientFlow<dim>::evaluate(unsigned int index, double time) {
  const double start = wall_seconds();
  set_scales(state_, time);
  moments(index).length_scale = state_.problem->regularization.length_scale(time);
  first_features_ = state_.network.trajectory.features;
  try {
    const auto evaluate_with = [&](const NetworkMoments &seen) {
      evaluate_network(*state_.problem, seen, rows_, state_.communicator, tables_, state_.network);
    };
    if (state_.is_half()) {
      NetworkMoments upper = moments(index);
      for (std::size_t k = 0; k < upper.fields.size(); ++k)
        for (AlignedVector &component : upper.fields[k])
          double_upper_rows(tables_[k].grid(), component);
      evaluate_with(upper);
    } else {
      evaluate_with(moments(index));
    }
  } catch (const RunError &error) {
    throw error_at(time, error.what());
  }
  if (!std::isfinite(state_.network.loss))
    throw error_at(time, "the loss is not finite (prediction of the network)");
  operators_.prepare(state_, time);
  timings_.network += wall_seconds() - start;
}

template <int dim>
double GradientFlow<dim>::stable_step() const {
  const double largest = state_.communicator.maximum(operators_.rate(state_, state_.time));
  return largest > 0. ? safety / largest : std::numeric_limits<double>::infinity();
}

template <int dim>
std::vector<StageSums> GradientFlow<dim>::total_sums(const std::vector<StageSums> &sums,
                                                     double time) const {
  std::vector<double> values; // error and norm of every density
  for (const StageSums &density : sums)
    values.insert(values.end(), {density.error, density.norm});
  sum_over_cells(state_, values.data(), values.size());
  std::vector<StageSums> totals;
  for (std::size_t k = 0; k < sums.size(); ++k) {
    totals.push_back({values[2 * k], values[2 * k + 1]});
    if (state_.densities[k].trains && !std::isfinite(totals[k].norm))
      throw error_at(time, "the density of the " + state_.densities[k].name + " is not finite");
  }
  return totals;
}

template <int dim>
double GradientFlow<dim>::largest_error(const std::vector<StageSums> &totals) const {
  double error = 0.;
  for (std::size_t k = 0; k < totals.size(); ++k)
    if (state_.densities[k].trains)
      error = std::max(error, std::sqrt(totals[k].error / totals[k].norm));
  return error;
}

template <int dim>
void GradientFlow<dim>::limit(unsigned int out, const std::vector<StageSums> &totals,
                              StageResult &result) {
  const std::vector<LimiterWork> work = limiter_.apply(state_, values_of(out));
  for (std::size_t k = 0; k < work.size(); ++k)
    if (state_.densities[k].trains) {
      result.mean_negative = result.mean_negative || work[k].smallest_mean < 0.;
      result.limiter_work =
          std::max(result.limiter_work, std::sqrt(work[k].change / totals[k].norm));
    }
}

template <int dim>
void GradientFlow<dim>::compute_moments(unsigned int index, bool from_stage) {
  parallel_for(state_.densities.size(), [&](std::size_t k) {
    const Density<dim> &density = state_.densities[k];
    GridField &field = moments(index).fields[k];
    if (from_stage && density.trains)
      first_moments_[k]->collect(density.cells, node_moments_[k], field);
    else
      first_moments_[k]->compute(density.cells, values(index, k), field);
  });
  sum_over_processes(state_.communicator, moments(index));
  if (state_.is_half())
    for (std::size_t k = 0; k < state_.densities.size(); ++k)
      for (AlignedVector &component : moments(index).fields[k])
        add_lower_half(state_.grid(k), component);
}

template <int dim>
typename GradientFlow<dim>::StageResult
GradientFlow<dim>::run_stage(unsigned int in, unsigned int kept, unsigned int out,
                             const StageUpdate &update, double time, bool limited) {
  const double start = wall_seconds();
  ghosts_.exchange(values_of(in));
  std::vector<typename OperatorList<dim>::StageValues> stage_values;
  for (std::size_t k = 0; k < state_.densities.size(); ++k)
    stage_values.push_back({&values(in, k), &values(kept, k), &values(out, k), &node_moments_[k]});
  StageResult result;
  const std::vector<StageSums> totals =
      total_sums(operators_.run_stage(state_, time, update, stage_values), time);
  result.error = largest_error(totals);
  if (limited)
    limit(out, totals, result);
  compute_moments(out, /*from_stage*/ !limited);
  timings_.transport += wall_seconds() - start;
  return result;
}

template <int dim>
typename GradientFlow<dim>::StageResult GradientFlow<dim>::try_step(double dt, bool limit_stages) {
  if (exponential_ != nullptr)
    return try_exponential_step(dt, limit_stages);
  StageResult result;
  scheme_.step(state_.time, dt,
               [&](std::size_t stage, double time, unsigned int in, unsigned int kept,
                   unsigned int out, const StageUpdate &update) {
                 if (stage > 0)
                   evaluate(in, time);
                 const bool limited =
                     limiter_.any() && (limit_stages || stage + 1 == scheme_.stages().size());
                 const StageResult last = run_stage(in, kept, out, update, time, limited);
                 result = {last.error, std::max(result.limiter_work, last.limiter_work),
                           result.mean_negative || last.mean_negative};
               });
  return result;
}

template <int dim>
void GradientFlow<dim>::compute_sources(const std::vector<const AlignedVector *> &values,
                                        double time) const {
  operators_.right_hand_side(state_, time, values, exponential_->right_hand_side());
}

template <int dim>
std::vector<const AlignedVector *> GradientFlow<dim>::state_values() const {
  std::vector<const AlignedVector *> list;
  for (const Density<dim> &density : state_.densities)
    list.push_back(&density.values);
  return list;
}

template <int dim>
std::vector<StageSums> GradientFlow<dim>::start_exponential_step() const {
  if (!exponential_->knows_start())
    compute_sources(state_values(), state_.time);
  return total_sums(exponential_->start(state_), state_.time);
}

template <int dim>
typename GradientFlow<dim>::StageResult GradientFlow<dim>::try_exponential_step(double dt,
                                                                                bool limit_stages) {
  StageResult result;
  double start = wall_seconds();
  const std::vector<StageSums> norms = start_exponential_step();
  const std::vector<AlignedVector *> list = values_of(1);
  for (unsigned int stage = 0; stage < exponential_->n_stages(); ++stage) {
    const double time = state_.time + exponential_->time_of(stage) * dt;
    const bool last = stage + 1 == exponential_->n_stages();
    exponential_->advance(stage, dt, state_, list);
    if (limiter_.any() && (limit_stages || last))
      limit(1, norms, result);
    compute_moments(1, /*from_stage*/ false);
    timings_.transport += wall_seconds() - start;
    evaluate(1, time);
    start = wall_seconds();
    compute_sources({list.begin(), list.end()}, time);
    const std::vector<StageSums> sums = exponential_->take_stage(stage, state_);
    if (last)
      result.error = largest_error(total_sums(sums, time));
  }
  timings_.transport += wall_seconds() - start;
  return result;
}

template <int dim>
void GradientFlow<dim>::swap_result() {
  for (std::size_t k = 0; k < state_.densities.size(); ++k)
    std::swap(state_.densities[k].values, values(result_register(), k));
  std::swap(state_.moments, moments(result_register()));
}

template <int dim>
void GradientFlow<dim>::accept(double dt, double target) {
  swap_result();
  // Output times are met exactly, not up to the rounding of a sum.
  const double previous = state_.time;
  state_.time = dt == target - state_.time ? target : state_.time + dt;
  try {
    if (exponential_ != nullptr)
      exponential_->accept(); // its last stage has evaluated the network at the result
    else
      evaluate(0, state_.time);
  } catch (const RunError &) {
    swap_result();
    state_.time = previous;
    throw;
  }
  state_.last_step = dt;
  ++state_.n_steps;
}

template <int dim>
void GradientFlow<dim>::step(double target) {
  RHOFLOW_PRECONDITION(target > state_.time, "the target lies ahead");
  try {
    // Limiting once a step disturbs the integration least. Limiting every stage guarantees
    // non-negative means and is kept for the step that needs it.
    bool limit_stages = false;
    for (unsigned int trial = 0; trial < max_rejections; ++trial) {
      const double dt = control_.propose(state_.time, target, stable_step());
      const StageResult result = try_step(dt, limit_stages);
      // What the limiter has put into the densities, kinks within cells that the upwind scheme
      // takes out again, shows in the estimate at any step size and is no error of the step.
      const double put_in =
          limit_stages ? std::max(limiter_work_, result.limiter_work) : limiter_work_;
      const double error = std::max(result.error - put_in, 0.);
      if (!result.mean_negative && control_.accept(error, dt)) {
        state_.last_error = error;
        limiter_work_ = result.limiter_work;
        accept(dt, target);
        return;
      }
      if (result.mean_negative && limit_stages)
        control_.shrink(dt);
      limit_stages = result.mean_negative;
      ++n_rejected_;
      evaluate(0, state_.time);
    }
  } catch (const RunError &) {
    state_.network = initial_network_state(*state_.problem, state_.grids());
    evaluate(0, state_.time);
    throw;
  }
  throw error_at(state_.time, "no step size satisfies Time/Tolerance; raise the tolerance");
}

template <int dim>
DensityList GradientFlow<dim>::noisy_rates() const {
  if (exponential_ == nullptr)
    return {};
  start_exponential_step();
  return exponential_->rates(state_);
}

template <int dim>
DensityList GradientFlow<dim>::right_hand_side() {
  if (exponential_ != nullptr)
    return noisy_rates();
  ghosts_.exchange(values_of(0));
  return operators_.right_hand_side(state_);
}

template <int dim>
FlowSnapshot GradientFlow<dim>::snapshot() const {
  return {{state_.time, state_.last_step, control_.proposal(), state_.n_steps, n_rejected_,
           first_features_},
          limiter_work_,
          state_.moments};
}

template <int dim>
void GradientFlow<dim>::restore(const FlowSnapshot &snapshot,
                                const std::function<AlignedVector(std::size_t)> &density) {
  state_.communicator.agree([&] {
    for (std::size_t k = 0; k < state_.densities.size(); ++k) {
      Density<dim> &restored = state_.densities[k];
      if (restored.cells.empty())
        continue;
      restored.values = stored_part(*restored.space, restored.cells, density(k));
      // A density that does not move is read from any of them.
      for (DensityList &list : registers_)
        list[k] = restored.values;
    }
  });
  state_.moments = snapshot.moments;
  control_.set_proposal(snapshot.proposed_step);
  state_.time = snapshot.time;
  state_.last_step = snapshot.last_step;
  state_.n_steps = snapshot.n_steps;
  n_rejected_ = snapshot.n_rejected;
  limiter_work_ = snapshot.limiter_work;
  if (exponential_ != nullptr)
    exponential_->forget_start();
  state_.network = initial_network_state(*state_.problem, state_.grids());
  state_.network.trajectory.features = snapshot.first_features;
  evaluate(0, state_.time);
}

template <int dim>
std::size_t GradientFlow<dim>::memory() const {
  std::size_t bytes = 0;
  for (const Density<dim> &density : state_.densities)
    bytes += density.values.size() * sizeof(double);
  for (const DensityList &list : registers_)
    for (const AlignedVector &density : list)
      bytes += density.size() * sizeof(double);
  if (exponential_ != nullptr)
    bytes += exponential_->memory();
  return bytes;
}

template class GradientFlow<2>;
template class GradientFlow<3>;

} // namespace rhoflow
