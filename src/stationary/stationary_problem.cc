// SPDX-License-Identifier: Apache-2.0
#include "stationary/stationary_problem.h"

#include "diagnostics/density_sums.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/density/first_moments.h"
#include "sampling/counter_random.h"
#include "stationary/newton_krylov.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <sstream>

namespace rhoflow {

namespace {

/// The loss of the continuation at its start, as a share of the given one, and the largest and the
/// smallest factor from one to the next.
constexpr double first_strength = 1. / 256, largest_factor = 4., smallest_factor = 1.05;
/// To which fixed points on the way are solved.
constexpr double tolerance_on_the_way = 1e-6;
/// Evaluations of a relaxation, and the share of the residual that it takes.
constexpr unsigned int first_relaxation = 20, longest_relaxation = 200;
constexpr double first_share = 0.02, largest_share = 0.5, tolerated_growth = 1.2;

/// The potentials in all rows of the grids.
template <int dim>
std::vector<GridRows> all_rows(const FlowState<dim> &state) {
  std::vector<GridRows> rows;
  for (std::size_t k = 0; k < state.densities.size(); ++k)
    rows.push_back({0, state.grid(k).n_rows});
  return rows;
}

} // namespace

template <int dim>
std::vector<AlignedVector> quadrature_weights(const FlowState<dim> &state) {
  std::vector<AlignedVector> weights;
  for (const Density<dim> &density : state.densities)
    weights.push_back(grid_weights(density.space->mesh()));
  return weights;
}

template <int dim>
StationaryProblem<dim>::StationaryProblem(const FlowState<dim> &state)
    : state_(state), weights_(quadrature_weights(state)), frozen_(state.densities.size()),
      frozen_second_moments_(state.densities.size(), 0.),
      tables_(make_network_tables(*state.problem, state.grids())),
      network_(initial_network_state(*state.problem, state.grids())) {
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Density<dim> &density = state.densities[k];
    if (!density.trains) {
      FirstMoments<dim>(density.space).compute(density.cells, density.values, frozen_[k]);
      frozen_second_moments_[k] =
          second_moment(density.space->mesh(),
                        compute_node_moments(*density.space, density.cells, density.values));
      continue;
    }
    RHOFLOW_PRECONDITION(density.noise.temperature > 0. && density.noise.confinement > 0.,
                         "an equilibrium of every density that trains");
  }
  state.communicator.sum(frozen_second_moments_.data(), frozen_second_moments_.size());
  NetworkMoments moments;
  moments.fields = frozen_;
  for (std::size_t k = 0; k < frozen_.size(); ++k)
    if (frozen_[k].empty())
      moments.fields[k].assign(state.densities[k].space->n_components(),
                               AlignedVector(weights_.size(), 0.));
  sum_over_processes(state.communicator, moments);
  for (std::size_t k = 0; k < frozen_.size(); ++k)
    if (!state.densities[k].trains)
      frozen_[k] = moments.fields[k];
}

template <int dim>
NetworkMoments StationaryProblem<dim>::moments_of(const Potentials &potentials) const {
  NetworkMoments moments;
  for (std::size_t k = 0; k < potentials.size(); ++k)
    moments.fields.push_back(
        state_.densities[k].trains
            ? gibbs_density(state_.grid(k), weights_[k], potentials[k], state_.densities[k].noise)
                  .moments
            : frozen_[k]);
  return moments;
}

template <int dim>
bool StationaryProblem<dim>::evaluate(const NetworkMoments &moments) {
  const SampleState before = network_;
  try {
    evaluate_network(*state_.problem, moments, all_rows(state_), state_.communicator, tables_,
                     network_);
    if (std::isfinite(network_.loss))
      return true;
  } catch (const RunError &) {
    // Moments that are far too large.
  }
  static_cast<SampleState &>(network_) = before;
  return false;
}

template <int dim>
std::vector<double> StationaryProblem<dim>::pack() const {
  std::vector<double> packed;
  for (const std::vector<double> *part :
       {&network_.trajectory.features, &network_.trajectory.final_features,
        &network_.adjoint.states, &network_.residuals})
    packed.insert(packed.end(), part->begin(), part->end());
  return packed;
}

template <int dim>
typename StationaryProblem<dim>::Potentials
StationaryProblem<dim>::potentials_of(const std::vector<double> &packed, double strength) {
  NetworkState samples = network_;
  auto next = packed.begin();
  for (std::vector<double> *part :
       {&samples.trajectory.features, &samples.trajectory.final_features, &samples.adjoint.states,
        &samples.residuals}) {
    std::copy_n(next, part->size(), part->begin());
    next += std::ptrdiff_t(part->size());
  }
  NetworkMoments moments;
  moments.fields.resize(state_.densities.size());
  Potentials potentials = all_potentials(*state_.problem, state_.grids(), moments, samples);
  for (GridField &field : potentials)
    for (AlignedVector &component : field)
      for (double &value : component)
        value *= strength;
  return potentials;
}

template <int dim>
std::vector<double> StationaryProblem<dim>::residual_of(const std::vector<double> &packed,
                                                        double strength) {
  if (!evaluate(moments_of(potentials_of(packed, strength))))
    return {};
  std::vector<double> residual = pack();
  for (std::size_t i = 0; i < residual.size(); ++i)
    residual[i] -= packed[i];
  return residual;
}

template <int dim>
typename StationaryProblem<dim>::Potentials
StationaryProblem<dim>::random_potentials(unsigned int seed, unsigned int start) const {
  constexpr unsigned int n_waves = 4;
  Potentials potentials = initial_network_state(*state_.problem, state_.grids()).potentials;
  for (std::size_t k = 0; k < potentials.size(); ++k) {
    const TensorGrid &grid = state_.grid(k);
    const Noise &noise = state_.densities[k].noise;
    if (!state_.densities[k].trains)
      continue;
    // The means of the outer weights move by about their deviation, over the width of the inner
    // ones.
    const double amplitude = std::sqrt(noise.temperature * noise.confinement);
    const double width = std::sqrt(noise.temperature / noise.confinement);
    std::uint32_t draw = 0;
    const auto normal = [&] {
      return normal_from_bits(random_bits(seed, {start, std::uint32_t(k), draw++}));
    };
    for (AlignedVector &component : potentials[k])
      for (unsigned int wave = 0; wave < n_waves; ++wave) {
        const double height = amplitude * normal(), offset = normal();
        std::array<double, dim> slope{};
        for (double &s : slope)
          s = normal() / width;
        for (std::size_t row = 0; row < grid.n_rows; ++row)
          for (std::size_t x = 0; x < grid.axis.size(); ++x) {
            double phase = offset + slope[0] * grid.axis[x];
            for (unsigned int d = 1; d < dim; ++d)
              phase += slope[d] * grid.axis[grid.row_index(row, d)];
            component[row * grid.row_length + x] += height * std::tanh(phase);
          }
      }
  }
  return potentials;
}

template <int dim>
bool StationaryProblem<dim>::solve_at(double strength, const StationaryParameters &parameters,
                                      double tolerance, std::vector<double> &packed,
                                      StationaryState &result) {
  double size = 0.;
  for (const double value : packed)
    size += value * value;
  size = std::sqrt(size);
  const unsigned int left =
      parameters.iterations - std::min(result.iterations, parameters.iterations);
  const NewtonResult newton =
      solve_newton_krylov([&](const std::vector<double> &x) { return residual_of(x, strength); },
                          packed, tolerance * size, left);
  result.iterations += newton.evaluations;
  result.residual = newton.residual / size;
  return newton.converged;
}

template <int dim>
void StationaryProblem<dim>::follow(const StationaryParameters &parameters,
                                    std::vector<double> &packed, StationaryState &result) {
  double reached = 0., factor = largest_factor;
  while (reached < 1. && factor > smallest_factor && result.iterations < parameters.iterations) {
    const double next = reached == 0. ? first_strength : std::min(1., factor * reached);
    std::vector<double> trial = packed;
    if (solve_at(next, parameters, tolerance_on_the_way, trial, result)) {
      packed = trial;
      reached = next;
      factor = std::min(largest_factor, factor * factor);
    } else {
      factor = std::sqrt(factor);
    }
  }
}

template <int dim>
void StationaryProblem<dim>::relax(double strength, unsigned int evaluations,
                                   std::vector<double> &packed, StationaryState &result) {
  double share = first_share, size = std::numeric_limits<double>::infinity();
  std::vector<double> x = packed, direction(packed.size(), 0.);
  for (unsigned int k = 0; k < evaluations; ++k) {
    const std::vector<double> residual = residual_of(x, strength);
    ++result.iterations;
    double square = 0.;
    for (const double value : residual)
      square += value * value;
    const bool good = !residual.empty() && std::sqrt(square) < tolerated_growth * size;
    if (good) {
      packed = x;
      direction = residual;
      size = std::sqrt(square);
      share = std::min(1.2 * share, largest_share);
    } else {
      share *= 0.3;
      if (!std::isfinite(size)) // not even at the start: towards features without residuals
        for (double &value : packed)
          value *= 0.7;
    }
    x = packed;
    for (std::size_t i = 0; i < x.size(); ++i)
      x[i] += share * direction[i];
  }
}

template <int dim>
void StationaryProblem<dim>::measure(StationaryState &result) const {
  result.network = network_;
  result.free_energy = network_.loss;
  for (std::size_t k = 0; k < result.potentials.size(); ++k) {
    const Density<dim> &density = state_.densities[k];
    if (!density.trains) {
      (density.is_head ? result.second_moment_head : result.second_moment_encoder) +=
          density.weight * frozen_second_moments_[k];
      continue;
    }
    const GibbsDensity gibbs =
        gibbs_density(state_.grid(k), weights_[k], result.potentials[k], density.noise);
    result.free_energy += density.weight * gibbs.confinement_and_entropy(density.noise.temperature);
    (density.is_head ? result.second_moment_head : result.second_moment_encoder) +=
        density.weight * gibbs.second_moment;
  }
}

template <int dim>
StationaryState StationaryProblem<dim>::solve(const StationaryParameters &parameters,
                                              unsigned int start) {
  StationaryState result;
  network_ = initial_network_state(*state_.problem, state_.grids());
  Potentials potentials =
      start == 0 ? network_.potentials : random_potentials(parameters.seed, start);
  while (!evaluate(moments_of(potentials))) // random ones may be too large
    for (GridField &field : potentials)
      for (AlignedVector &component : field)
        for (double &value : component)
          value *= 0.5;
  std::vector<double> packed = pack();
  if (start == 0)
    follow(parameters, packed, result);
  bool found = start == 0 && solve_at(1., parameters, parameters.tolerance, packed, result);
  for (unsigned int n = first_relaxation; !found && result.iterations < parameters.iterations;
       n = std::min(2 * n, longest_relaxation)) {
    relax(1., n, packed, result);
    std::vector<double> trial = packed;
    found = solve_at(1., parameters, parameters.tolerance, trial, result);
    if (found)
      packed = trial;
  }
  if (!found) {
    std::ostringstream message;
    message << "no limit was found: residual " << result.residual << " after " << result.iterations
            << " evaluations of the network; raise Stationary/Iterations or Noise/Temperature";
    throw RunError(message.str());
  }
  result.potentials = potentials_of(packed, 1.);
  evaluate(moments_of(result.potentials));
  measure(result);
  return result;
}

template std::vector<AlignedVector> quadrature_weights(const FlowState<2> &);
template std::vector<AlignedVector> quadrature_weights(const FlowState<3> &);
template class StationaryProblem<2>;
template class StationaryProblem<3>;

} // namespace rhoflow
