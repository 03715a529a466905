// SPDX-License-Identifier: Apache-2.0
#include "particles/particle_training.h"

#include "base/parallel_loop.h"
#include "base/wall_clock.h"
#include "particles/controlled_step.h"
#include "particles/langevin_noise.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

constexpr std::size_t particles_per_task = 256;

/// Calls @p action(task number, task, gradient) for all pieces of all ensembles, in parallel; the
/// gradient is that of the piece's particles, [component][range.size()], and behind it, where the
/// particles carry a density, Laplace Phi, [range.size()].
template <typename Action>
void for_each_gradient(const ParticleNetwork &network, const Particles &particles,
                       const ParticleList &values, const SampleState &state,
                       const std::vector<ParticleTask> &tasks, const Action &action) {
  const std::vector<std::vector<double>> coefficients = network.coefficients(particles, state);
  parallel_for(tasks.size(), [&](std::size_t t) {
    const auto &[k, range] = tasks[t];
    const EnsembleLayout &layout = particles.ensemble(k).layout;
    const std::size_t size = layout.n_components() * range.size();
    const bool with_laplacian = particles.carries_density;
    AlignedVector gradient(size + (with_laplacian ? range.size() : 0));
    particle_gradient(network.parameters().activation, layout, range, values[k].data(),
                      {ParticleNetwork::features(state, k), network.data().size()},
                      coefficients[k].data(), gradient.data(),
                      with_laplacian ? gradient.data() + size : nullptr);
    action(t, tasks[t], gradient);
  });
}

} // namespace

RungeKutta weight_scheme() {
  return RungeKutta::decay43();
}

unsigned int n_weight_registers(TrainingMethod method) {
  return method == TrainingMethod::gradient_descent ? 2 : weight_scheme().n_registers();
}

ParticleTraining::ParticleTraining(std::shared_ptr<const ParticleNetwork> network,
                                   Particles particles, const Regularization &regularization,
                                   const TrainingRule &rule)
    : network_(std::move(network)), particles_(std::move(particles)),
      regularization_(regularization), rule_(rule), scheme_(weight_scheme()),
      control_(rule.tolerance, scheme_.error_order(), rule.maximal_step),
      registers_(n_weight_registers(rule.method) - 1), state_(network_->initial_state()) {
  for (ParticleList &list : registers_)
    list = particles_.values;
  evaluate(0, 0.);
}

std::vector<ParticleTask> ParticleTraining::trained_tasks() const {
  std::vector<ParticleTask> tasks = pieces();
  tasks.erase(std::remove_if(tasks.begin(), tasks.end(),
                             [&](const ParticleTask &task) { return !trains(task.ensemble); }),
              tasks.end());
  return tasks;
}

std::string ParticleTraining::ensemble_name(std::size_t k) const {
  if (k >= particles_.n_layers)
    return "head";
  std::ostringstream name;
  name << "layer " << k << " (s = " << network_->depth().nodes()[k] << ")";
  return name.str();
}

std::string ParticleTraining::remedy() const {
  return descends() || rule_.noise.temperature > 0. ? "; lower Particles/Learning rate"
                                                    : "; lower Time/Tolerance";
}

RunError ParticleTraining::explained(const std::string &problem, double loss, double time) const {
  std::ostringstream message;
  message << "t = " << time << ": ";
  const std::size_t own_remedy = problem.find(';');
  const bool risen = loss > 2. * lowest_loss_, first_step = time_ == 0. && time > 0.;
  if (!descends() || !(risen || first_step)) {
    message << problem << (own_remedy == std::string::npos ? remedy() : "");
    return RunError(message.str());
  }
  // Whatever the solve says of itself, it is the steps that have led there.
  message << problem.substr(0, own_remedy);
  if (risen)
    message << "; the loss had risen from " << lowest_loss_ << " to " << loss;
  else
    message << "; the first step has led there";
  message << remedy();
  return RunError(message.str());
}

void ParticleTraining::evaluate(unsigned int index, double time) {
  const double start = wall_seconds(), loss_before = state_.loss;
  std::vector<double> &features = state_.trajectory.features;
  features = stage_features_.extrapolated(time, features);
  first_features_ = features;
  try {
    network_->evaluate(particles_, values(index), state_, rule_.last_residual);
    if (!std::isfinite(state_.loss))
      throw RunError("the loss is not finite (prediction of the network)");
  } catch (const RunError &error) {
    throw explained(error.what(), loss_before, time);
  }
  stage_features_.add(time, features);
  lowest_loss_ = std::min(lowest_loss_, state_.loss);
  network_seconds_ += wall_seconds() - start;
}

std::vector<double> ParticleTraining::predict(const std::vector<double> &inputs) const {
  try {
    return network_->predict(particles_, particles_.values, inputs);
  } catch (const RunError &error) {
    throw explained(error.what(), state_.loss, time_);
  }
}

double ParticleTraining::decay(std::size_t ensemble, double time) const {
  const double regulariser =
      ensemble < particles_.n_layers ? 2. * regularization_.strength(time) : 0.;
  return regulariser + noise(ensemble).confinement;
}

double ParticleTraining::run_stage(unsigned int in, unsigned int kept, unsigned int out,
                                   const StageUpdate &update, double time) {
  const double start = wall_seconds();
  const std::vector<ParticleTask> tasks = trained_tasks();
  std::vector<StageSums> sums(tasks.size());
  for_each_gradient(
      *network_, particles_, values(in), state_, tasks,
      [&](std::size_t t, const ParticleTask &task, const AlignedVector &gradient) {
        const std::size_t k = task.ensemble;
        const ParticleEnsemble &ensemble = particles_.ensemble(k);
        sums[t] = update_particles(ensemble.layout, task.range, update, decay(k, time),
                                   gradient.data(), ensemble.weights.data(), values(in)[k].data(),
                                   values(kept)[k].data(), values(out)[k].data());
        if (particles_.carries_density) {
          const EnsembleLayout &layout = ensemble.layout;
          const std::size_t row = layout.n_values();
          update_log_density(task.range, update, decay(k, time) * layout.n_components(),
                             gradient.data() + layout.n_components() * task.range.size(),
                             values(in)[k].data() + row, values(kept)[k].data() + row,
                             values(out)[k].data() + row);
        }
      });
  std::vector<StageSums> totals(particles_.n_ensembles());
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    totals[tasks[t].ensemble].error += sums[t].error;
    totals[tasks[t].ensemble].norm += sums[t].norm;
  }
  double error = 0.;
  for (std::size_t k = 0; k < totals.size(); ++k) {
    if (!std::isfinite(totals[k].norm)) {
      std::ostringstream message;
      message << "t = " << time << ": the weights of the " << ensemble_name(k) << " are not finite"
              << remedy();
      throw RunError(message.str());
    }
    if (totals[k].norm > 0.)
      error = std::max(error, std::sqrt(totals[k].error / totals[k].norm));
  }
  weights_seconds_ += wall_seconds() - start;
  return error;
}

void ParticleTraining::accept(unsigned int result, double dt, double time) {
  evaluate(result, time);
  std::swap(values(0), values(result));
  time_ = time;
  last_step_ = dt;
  ++n_steps_;
}

double ParticleTraining::end_of_step(double target) const {
  // Not up to the rounding of a product.
  const double dt = rule_.learning_rate, next = double(n_steps_ + 1) * dt;
  return std::abs(next - target) <= 1e-3 * dt ? target : next;
}

void ParticleTraining::descent_step(double target) {
  constexpr unsigned int result = 1;
  const double dt = rule_.learning_rate;
  stage_features_.clear();
  run_stage(0, 0, result, {0., 1., dt, 0., 0., 0.}, time_);
  accept(result, dt, end_of_step(target));
}

void ParticleTraining::add_noise(unsigned int index, double share) {
  const double start = wall_seconds();
  for (std::size_t k = 0; k < particles_.n_ensembles(); ++k)
    if (const double temperature = noise(k).temperature; temperature > 0.)
      add_langevin_noise(share * std::sqrt(2. * temperature * rule_.learning_rate), rule_.seed,
                         n_steps_ + 1, std::uint32_t(k), particles_.ensemble(k).layout,
                         values(index)[k]);
  weights_seconds_ += wall_seconds() - start;
}

void ParticleTraining::langevin_step(double target) {
  const double dt = rule_.learning_rate, end = end_of_step(target);
  stage_features_.clear();
  run_stage(0, 0, 1, {0., 1., dt, 0., 0., 0.}, time_);
  add_noise(1, 1.);
  if (descends()) {
    accept(1, dt, end);
    return;
  }
  // Heun: the same noise y - x - dt v(x) = sqrt(2 kappa dt) xi in both stages, so that
  // x + dt (v(x) + v(y)) / 2 + sqrt(2 kappa dt) xi = (x + y + dt v(y) + sqrt(2 kappa dt) xi) / 2.
  evaluate(1, end);
  run_stage(1, 0, 2, {0.5, 0.5, 0.5 * dt, 0., 0., 0.}, end);
  add_noise(2, 0.5);
  accept(2, dt, end);
}

double ParticleTraining::attempt_step(double dt) {
  double error = 0.;
  stage_features_.clear();
  stage_features_.add(time_, state_.trajectory.features);
  try {
    scheme_.step(time_, dt,
                 [&](std::size_t stage, double time, unsigned int in, unsigned int kept,
                     unsigned int out, const StageUpdate &update) {
                   if (stage > 0)
                     evaluate(in, time);
                   error = run_stage(in, kept, out, update, time);
                 });
  } catch (const RunError &) {
    // What is not finite must not be where the next forward solve starts.
    stage_features_.clear();
    state_ = network_->initial_state();
    throw;
  }
  return error;
}

void ParticleTraining::keep_step(double dt, double time) {
  accept(scheme_.result_register(), dt, time);
}

void ParticleTraining::drop_step() {
  evaluate(0, time_);
}

void ParticleTraining::flow_step(double target) {
  controlled_step(control_, time_, target, n_rejected_,
                  StepActions{[&](double dt) { return attempt_step(dt); },
                              [&](double dt, double time) { keep_step(dt, time); },
                              [&] { drop_step(); }});
}

void ParticleTraining::evaluate_from(const std::vector<double> &features) {
  state_ = network_->initial_state();
  state_.trajectory.features = features;
  stage_features_.clear();
  evaluate(0, time_);
}

void ParticleTraining::step(double target) {
  const std::vector<double> features = first_features_;
  const double proposal = control_.proposal();
  try {
    if (rule_.noise.temperature > 0.)
      langevin_step(target);
    else if (descends())
      descent_step(target);
    else
      flow_step(target);
  } catch (const RunError &) {
    // Register 0 still holds the weights of the last accepted step, which were evaluated before.
    control_.set_proposal(proposal);
    evaluate_from(features);
    throw;
  }
}

TrainingProgress ParticleTraining::snapshot() const {
  return {time_, last_step_, control_.proposal(), n_steps_, n_rejected_, first_features_};
}

void ParticleTraining::restore(const TrainingProgress &snapshot,
                               const std::function<AlignedVector(std::size_t)> &values) {
  for (std::size_t k = 0; k < particles_.n_ensembles(); ++k) {
    particles_.values[k] = values(k);
    // Weights that are not trained are read from any of them.
    for (ParticleList &list : registers_)
      list[k] = particles_.values[k];
  }
  control_.set_proposal(snapshot.proposed_step);
  time_ = snapshot.time;
  last_step_ = snapshot.last_step;
  n_steps_ = snapshot.n_steps;
  n_rejected_ = snapshot.n_rejected;
  evaluate_from(snapshot.first_features);
}

ParticleList ParticleTraining::gradient() const {
  ParticleList result;
  for (const AlignedVector &ensemble : particles_.values)
    result.emplace_back(ensemble.size(), 0.);
  visit_gradients(state_, pieces(),
                  [&](std::size_t, const ParticleTask &task, const AlignedVector &gradient) {
                    const EnsembleLayout &layout = particles_.ensemble(task.ensemble).layout;
                    const std::size_t size = task.range.size();
                    for (unsigned int c = 0; c < layout.n_components(); ++c)
                      std::copy_n(gradient.begin() + std::ptrdiff_t(c * size), size,
                                  result[task.ensemble].begin() +
                                      std::ptrdiff_t(c * layout.stride() + task.range.begin));
                  });
  return result;
}

std::vector<ParticleTask> ParticleTraining::pieces() const {
  return particle_tasks(particles_, particles_per_task);
}

void ParticleTraining::visit_gradients(const SampleState &state,
                                       const std::vector<ParticleTask> &pieces,
                                       const PieceAction &action) const {
  for_each_gradient(*network_, particles_, particles_.values, state, pieces, action);
}

std::vector<ParticleMoments> ParticleTraining::moments() const {
  const std::vector<ParticleTask> tasks = pieces();
  std::vector<ParticleMoments> parts(tasks.size());
  visit_gradients(
      state_, tasks, [&](std::size_t t, const ParticleTask &task, const AlignedVector &gradient) {
        const std::size_t k = task.ensemble;
        const ParticleEnsemble &ensemble = particles_.ensemble(k);
        parts[t] = particle_moments(ensemble.layout, task.range, decay(k), gradient.data(),
                                    ensemble.weights.data(), particles_.values[k].data());
      });
  std::vector<ParticleMoments> totals(particles_.n_ensembles());
  for (std::size_t t = 0; t < tasks.size(); ++t) {
    totals[tasks[t].ensemble].second_moment += parts[t].second_moment;
    totals[tasks[t].ensemble].gradient_square += parts[t].gradient_square;
  }
  return totals;
}

} // namespace rhoflow
