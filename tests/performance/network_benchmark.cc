// SPDX-License-Identifier: Apache-2.0
// The sums over samples and inner nodes, against loops that call the standard library's functions.

#include "benchmarks.h"

#include "network/kernels/scalar_activations.h"
#include "rhoflow/network/kernels/network_integrals.h"

#include <cmath>
#include <type_traits>

namespace rhoflow {

namespace {

/// Some samples on the axis of a usual mesh.
struct NetworkProblem {
  explicit NetworkProblem(unsigned int inputs) : d(inputs) {
    const std::size_t n_axis = d == 1 ? 49 : 37;
    for (std::size_t k = 0; k < n_axis; ++k)
      axis.push_back(-6.5 + 13. * double(k) / double(n_axis - 1));
    for (std::size_t i = 0; i < n_samples * d; ++i)
      features.push_back(-1. + 2. * (double(i) + 0.5) / double(n_samples * d));
    for (const double z : features)
      coefficients.push_back(std::sin(M_PI * z));
    grid = TensorGrid(d + 1, axis);
    moments.assign(d, AlignedVector(grid.size(), 0.));
    potentials = moments;
    for (unsigned int k = 0; k < d; ++k) {
      for (std::size_t row = 0; row < grid.n_rows; ++row)
        for (std::size_t x = 0; x < n_axis; ++x)
          moments[k][row * grid.row_length + x] =
              axis[k == 0 ? x : grid.row_index(row, k)] * std::exp(-0.1 * double(row) / n_axis);
      moment_pointers.push_back(moments[k].data());
      potential_pointers.push_back(potentials[k].data());
    }
  }

  double evaluations() const { return double(n_samples) * double(grid.n_rows * axis.size()); }
  /// w.z + b at place @p x of a row.
  double argument(std::size_t i, std::size_t row, std::size_t x) const {
    double result = axis[x] * features[i * d] + axis[grid.row_index(row, d)];
    if (d == 2)
      result += axis[grid.row_index(row, 1)] * features[i * d + 1];
    return result;
  }

  static constexpr std::size_t n_samples = 16;
  unsigned int d;
  std::vector<double> axis, features, coefficients;
  TensorGrid grid;
  std::vector<AlignedVector> moments, potentials;
  std::vector<const double *> moment_pointers;
  std::vector<double *> potential_pointers;
};

void potential(benchmark::State &state, Activation activation, unsigned int d) {
  NetworkProblem problem(d);
  NetworkIntegrals integrals(activation, problem.grid);
  integrals.set_features(problem.features.data(), problem.n_samples, 1.);
  for (auto _ : state) {
    integrals.potential(problem.coefficients.data(), d, 0, problem.grid.n_rows,
                        problem.potential_pointers.data());
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

template <typename Functor>
void potential_plain(benchmark::State &state, unsigned int d) {
  NetworkProblem problem(d);
  for (auto _ : state) {
    for (std::size_t row = 0; row < problem.grid.n_rows; ++row)
      for (std::size_t x = 0; x < problem.axis.size(); ++x) {
        double sums[2] = {};
        for (std::size_t i = 0; i < problem.n_samples; ++i) {
          const double value = Functor::value(problem.argument(i, row, x));
          for (unsigned int k = 0; k < d; ++k)
            sums[k] += problem.coefficients[i * d + k] * value;
        }
        for (unsigned int k = 0; k < d; ++k)
          problem.potentials[k][row * problem.grid.row_length + x] = sums[k];
      }
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

void vector_field(benchmark::State &state, Activation activation, unsigned int d) {
  NetworkProblem problem(d);
  NetworkIntegrals integrals(activation, problem.grid);
  integrals.set_features(problem.features.data(), problem.n_samples, 1.);
  for (auto _ : state)
    for (std::size_t i = 0; i < problem.n_samples; ++i) {
      double field[2], derivative[4];
      integrals.vector_field(i, problem.moment_pointers.data(), d, field, derivative);
      benchmark::DoNotOptimize(field);
      benchmark::DoNotOptimize(derivative);
    }
  set_rate(state, problem.evaluations());
}

template <typename Functor>
void vector_field_plain(benchmark::State &state, unsigned int d) {
  NetworkProblem problem(d);
  const TensorGrid &grid = problem.grid;
  for (auto _ : state)
    for (std::size_t i = 0; i < problem.n_samples; ++i) {
      double field[2] = {}, derivative[4] = {};
      for (std::size_t row = 0; row < grid.n_rows; ++row)
        for (std::size_t x = 0; x < problem.axis.size(); ++x) {
          const double argument = problem.argument(i, row, x), value = Functor::value(argument);
          // What tanh offers is used: a second evaluation would be unfair.
          const double slope = std::is_same_v<Functor, ScalarActivation<Activation::tanh>>
                                   ? 1. - value * value
                                   : Functor::derivative(argument);
          for (unsigned int k = 0; k < d; ++k) {
            const double moment = problem.moments[k][row * grid.row_length + x];
            field[k] += moment * value;
            derivative[k * d] += moment * slope * problem.axis[x];
            if (d == 2)
              derivative[k * d + 1] += moment * slope * problem.axis[grid.row_index(row, 1)];
          }
        }
      benchmark::DoNotOptimize(field);
      benchmark::DoNotOptimize(derivative);
    }
  set_rate(state, problem.evaluations());
}

} // namespace

void register_network_benchmarks() {
  for (const Activation activation : test::varying_activations())
    for (const unsigned int d : {1u, 2u}) {
      register_rate(network_name("potential", activation, d),
                    [=](benchmark::State &state) { potential(state, activation, d); });
      register_rate(network_name("vector_field", activation, d),
                    [=](benchmark::State &state) { vector_field(state, activation, d); });
      with_scalar_activation(activation, [=](auto functor) {
        using Functor = decltype(functor);
        register_rate(network_name("potential_plain", activation, d),
                      [=](benchmark::State &state) { potential_plain<Functor>(state, d); });
        register_rate(network_name("vector_field_plain", activation, d),
                      [=](benchmark::State &state) { vector_field_plain<Functor>(state, d); });
      });
    }
}

} // namespace rhoflow
