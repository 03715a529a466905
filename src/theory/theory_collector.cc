// SPDX-License-Identifier: Apache-2.0
#include "theory/theory_collector.h"

#include "base/parallel_loop.h"
#include "diagnostics/density_sums.h"
#include "diagnostics/dissipation.h"
#include "diagnostics/free_energy.h"
#include "rhoflow/base/errors.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

template <int dim>
TheoryCollector<dim>::TheoryCollector(const TheoryParameters &parameters,
                                      const GradientFlow<dim> &flow,
                                      const GaussianMixture &encoder_start,
                                      const GaussianMixture &head_start)
    : parameters_(flow.state().problem->noise.is_active() ? parameters.for_noise() : parameters),
      noisy_(flow.state().problem->noise.is_active()),
      starts_(start_measures(flow.state(), encoder_start, head_start)),
      rates_(flow.state(), starts_), integrals_(2 * flow.state().densities.size()) {
  const FlowState<dim> &state = flow.state();
  if (parameters_.relative_entropy && parameters_.characteristics > 0) {
    const MeanFieldProblem &problem = *state.problem;
    characteristics_.emplace(Characteristics::Setting{problem.network, problem.regularization,
                                                      state.n_slices(), problem.data.size(),
                                                      dim - 1, encoder_start, head_start},
                             parameters_.characteristics, state.communicator);
  }
  step(flow);
}

template <int dim>
std::vector<double> TheoryCollector<dim>::state() const {
  std::vector<double> state = integrals_.state();
  if (characteristics_) {
    const std::vector<double> more = characteristics_->state();
    state.insert(state.end(), more.begin(), more.end());
  }
  return state;
}

template <int dim>
void TheoryCollector<dim>::restore(const std::vector<double> &state) {
  std::size_t place = 0;
  if (!integrals_.restore(state, place) ||
      (characteristics_ && !characteristics_->restore(state, place)) || place != state.size())
    throw InputError("the checkpoint's quantities of the section Theory do not fit the run; start "
                     "the run anew without --resume");
}

template <int dim>
void TheoryCollector<dim>::step(const GradientFlow<dim> &flow) {
  const FlowState<dim> &state = flow.state();
  const double scale = residual_scale_.of(state.network.loss);
  if (characteristics_)
    characteristics_->add(state.time, state.network, scale);
  if (!(noisy_ ? parameters_.path_length : parameters_.needs_rates()))
    return;
  std::vector<double> values;
  if (noisy_) {
    for (const double square : noisy_rates(flow).squared_speeds)
      values.insert(values.end(), {0., std::sqrt(std::max(square, 0.))});
    // They tend to rest, not to fit the data.
    integrals_.add(state.time, values);
    return;
  }
  for (const DensityRates &rate : rates_.compute(state))
    values.insert(values.end(), {rate.entropy_rate, std::sqrt(rate.squared_speed)});
  integrals_.add(state.time, values, state.problem->regularization.is_active() ? 1. : scale);
}

namespace {

/// r of the drift -2 r theta: regulariser and confinement, (mu/2) |theta|^2.
template <int dim>
double drift_strength(const Density<dim> &density) {
  return density.strength + 0.5 * density.noise.confinement;
}

/// int |grad Phi + 2 r theta|^2 rho of one density over the cells of @p moments.
template <int dim>
double squared_speed(const Density<dim> &density, const GridField &potential,
                     const NodeMoments &moments) {
  return dissipation(density.space->mesh(), potential, moments, density.scale,
                     drift_strength(density));
}

/// int grad Phi . (grad Phi + 2 r theta) rho: what transport alone does to -dE/dt.
template <int dim>
double loss_descent(const Density<dim> &density, const GridField &potential,
                    const NodeMoments &moments) {
  const InnerMesh<dim> &mesh = density.space->mesh();
  const double l = density.scale, r = drift_strength(density);
  const double without_drift = dissipation(mesh, potential, moments, l, 0.);
  if (!(r > 0.))
    return without_drift;
  return 0.5 * (without_drift + squared_speed(density, potential, moments) -
                4. * r * r * l * l * second_moment(mesh, moments));
}

/// The rate at which the loss falls without diffusion, without Gram matrices. Collective.
template <int dim>
double loss_rate_of_densities(const FlowState<dim> &state) {
  const std::vector<NodeMoments> moments = compute_all_moments(state);
  double rate = 0.;
  for (std::size_t k = 0; k < state.densities.size(); ++k)
    if (const Density<dim> &density = state.densities[k]; density.trains)
      rate += density.weight * loss_descent(density, state.network.potentials[k], moments[k]);
  sum_over_cells(state, &rate, 1);
  return rate;
}

/// int |velocity|^2 rho of every density, without diffusion. Collective.
template <int dim>
std::vector<double> squared_speeds_of_transport(const FlowState<dim> &state) {
  const std::vector<NodeMoments> moments = compute_all_moments(state);
  std::vector<double> speeds(state.densities.size(), 0.);
  for (std::size_t k = 0; k < speeds.size(); ++k)
    if (const Density<dim> &density = state.densities[k]; density.trains)
      speeds[k] = squared_speed(density, state.network.potentials[k], moments[k]);
  sum_over_cells(state, speeds.data(), speeds.size());
  return speeds;
}

} // namespace

template <int dim>
typename TheoryCollector<dim>::NoisyRates
TheoryCollector<dim>::noisy_rates(const GradientFlow<dim> &flow) const {
  const FlowState<dim> &state = flow.state();
  const DensityList rates = flow.noisy_rates();
  if (rates.empty()) // confinement without temperature: nothing diffuses
    return {squared_speeds_of_transport(state), loss_rate_of_densities(state)};
  NoisyRates result;
  const std::size_t n = state.densities.size();
  std::vector<double> sums(n + 1, 0.), losses(n, 0.);
  parallel_for(n, [&](std::size_t k) {
    const Density<dim> &density = state.densities[k];
    if (!density.trains || density.cells.empty())
      return;
    const GridField &potential = state.network.potentials[k];
    sums[k] = free_energy_descent(density, potential, rates[k]);
    losses[k] = density.weight * loss_descent(density, potential, rates[k]);
  });
  for (const double loss : losses)
    sums.back() += loss;
  sum_over_cells(state, sums.data(), sums.size());
  result.loss = sums.back();
  sums.pop_back();
  result.squared_speeds = std::move(sums);
  return result;
}

template <int dim>
double TheoryCollector<dim>::loss_rate(const FlowState<dim> &state,
                                       const std::vector<NodeMoments> &moments,
                                       const GramForm &form) const {
  // Without regulariser -dE/dt is the Gram form. With it, int grad Phi . (grad Phi + 2 r theta) rho
  // = (D_r + D_0 - 4 r^2 M) / 2, where D_r is the dissipation with strength r, M the second moment.
  const double r = state.problem->regularization.strength(state.time);
  if (!(r > 0.))
    return form.encoder + form.head;
  double rate = 0.;
  for (std::size_t k = 0; k < state.n_slices(); ++k) {
    const Density<dim> &density = state.densities[k];
    const InnerMesh<dim> &mesh = density.space->mesh();
    const GridField &potential = state.network.potentials[k];
    const double l = density.scale;
    rate += 0.5 * density.weight *
            (dissipation(mesh, potential, moments[k], l, 0.) +
             dissipation(mesh, potential, moments[k], l, r) -
             4. * r * r * l * l * second_moment(mesh, moments[k]));
  }
  sum_over_cells(state, &rate, 1);
  return rate + form.head;
}

/// Puts nan where nothing was measured, and where a number would mean nothing.
void mark_missing(const TheoryParameters &parameters, bool noisy, TheoryRow &row) {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  if (noisy) // the bounds are those of the transport alone
    row.head_bound = row.sum_bound = missing;
  if (!parameters.gram_matrices)
    row.form.encoder = row.form.head = row.head_bound = row.sum_bound = missing;
  if (!parameters.relative_entropy)
    row.head_ingredient = row.encoder_ingredient = missing;
  std::vector<DensityTheory *> all{&row.head, &row.encoder};
  for (DensityTheory &density : row.densities)
    all.push_back(&density);
  for (DensityTheory *density : all) {
    if (!parameters.relative_entropy)
      density->entropy = density->entropy_by_rate = density->entropy_error =
          density->entropy_on_grid = missing;
    if (!parameters.path_length)
      density->path_length = missing;
    if (noisy)
      density->entropy_by_rate = density->entropy_error = missing;
    // A ratio below zero comes from the negative part of a Hermite expansion.
    if (!parameters.support || density->smallest_ratio < 0.)
      density->smallest_ratio = missing;
    if (!parameters.compares_with_start())
      density->negative_mass = missing;
  }
}

template <int dim>
void TheoryCollector<dim>::add_gram(const FlowState<dim> &state, TheoryRow &row) const {
  const std::vector<NodeMoments> moments = compute_all_moments(state);
  const GramMatrices gram = compute_gram_matrices(state, moments);
  row.set_gram(gram, state.problem->network, state.network.residuals);
  const double rate = loss_rate(state, moments, row.form);
  row.decay_rate = row.loss > 0. ? rate / row.loss : 0.;
}

template <int dim>
void TheoryCollector<dim>::add_comparison(const FlowState<dim> &state, TheoryRow &row) const {
  std::vector<typename StartMeasure<dim>::View> views;
  for (std::size_t side = 0; side < starts_.size(); ++side)
    views.push_back(
        starts_[side].view((side == 0 ? state.densities.front() : state.densities.back()).scale));
  std::vector<StartComparison> results(state.densities.size());
  parallel_for(results.size(), [&](std::size_t k) {
    const Density<dim> &density = state.densities[k];
    const std::size_t side = density.is_head ? 1 : 0;
    results[k] = compare_with_start(*density.space, density.cells, density.values, starts_[side],
                                    views[side]);
  });
  std::vector<double> sums;
  for (const StartComparison &result : results)
    sums.insert(sums.end(), {result.entropy, result.negative_mass});
  sum_over_cells(state, sums.data(), sums.size());
  for (std::size_t k = 0; k < results.size(); ++k) {
    DensityTheory &density = row.densities[k];
    results[k].entropy = sums[2 * k];
    results[k].negative_mass = density.negative_mass = sums[2 * k + 1];
    if (parameters_.relative_entropy)
      density.entropy = density.entropy_on_grid = estimate_entropy(results[k]);
    if (parameters_.support)
      density.smallest_ratio = state.communicator.minimum(results[k].smallest_ratio);
  }
}

template <int dim>
void TheoryCollector<dim>::add_characteristics(TheoryRow &row) {
  characteristics_->advance();
  const std::vector<CharacteristicEntropy> entropies = characteristics_->entropies();
  for (std::size_t k = 0; k < entropies.size(); ++k) {
    row.densities[k].entropy = entropies[k].value;
    row.densities[k].entropy_error = entropies[k].error;
  }
}

template <int dim>
TheoryRow TheoryCollector<dim>::collect(const GradientFlow<dim> &flow) {
  const FlowState<dim> &state = flow.state();
  TheoryRow row;
  row.time = state.time;
  row.loss = state.network.loss;
  row.densities.resize(state.densities.size());
  const std::vector<double> integrals = integrals_.integrals();
  for (std::size_t k = 0; k < row.densities.size(); ++k) {
    DensityTheory &density = row.densities[k];
    density.depth = state.densities[k].depth;
    density.weight = state.densities[k].weight;
    if (parameters_.relative_entropy && !noisy_)
      density.entropy_by_rate = integrals[2 * k];
    if (parameters_.path_length)
      density.path_length = integrals[2 * k + 1];
  }
  if (parameters_.gram_matrices)
    add_gram(state, row);
  if (row.loss > 0. && noisy_)
    row.decay_rate = noisy_rates(flow).loss / row.loss;
  else if (row.loss > 0. && !parameters_.gram_matrices)
    row.decay_rate = loss_rate_of_densities(state) / row.loss;
  if (parameters_.compares_with_start())
    add_comparison(state, row);
  if (characteristics_)
    add_characteristics(row);

  row.combine_densities(state.n_slices());
  const double beta = state.has_head() ? state.problem->network.beta : 1.;
  const auto n = double(state.problem->data.size());
  const auto ingredient = [&](const DensityTheory &density) {
    const double entropy = noisy_ ? density.entropy : density.entropy_by_rate;
    return beta * std::sqrt(std::max(entropy, 0.) / n);
  };
  row.head_ingredient = ingredient(row.head);
  row.encoder_ingredient = ingredient(row.encoder);
  mark_missing(parameters_, noisy_, row);
  return row;
}

template class TheoryCollector<2>;
template class TheoryCollector<3>;

} // namespace rhoflow
