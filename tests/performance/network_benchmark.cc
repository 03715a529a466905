// The sums over samples and inner nodes, against loops that call std::tanh.

#include "benchmarks.h"

#include "rhoflow/network/kernels/network_integrals.h"

#include <cmath>

namespace rhoflow {

namespace {

/// Sixteen samples, d = 1, on the axis of twelve cells of degree four.
struct NetworkProblem {
  static constexpr std::size_t n_samples = 16, n_axis = 49;

  NetworkProblem() {
    for (std::size_t k = 0; k < n_axis; ++k)
      axis.push_back(-6.5 + 13. * double(k) / (n_axis - 1));
    for (std::size_t i = 0; i < n_samples; ++i) {
      features.push_back(-1. + 2. * (double(i) + 0.5) / n_samples);
      coefficients.push_back(std::sin(M_PI * features.back()));
    }
    grid = TensorGrid(2, axis);
    moments.assign(grid.size(), 0.);
    for (std::size_t b = 0; b < n_axis; ++b)
      for (std::size_t w = 0; w < n_axis; ++w)
        moments[b * grid.row_length + w] = axis[w] * std::exp(-axis[b] * axis[b]);
    potential.assign(grid.size(), 0.);
  }

  static double evaluations() { return double(n_samples) * n_axis * n_axis; }

  std::vector<double> axis, features, coefficients;
  TensorGrid grid;
  AlignedVector moments, potential;
};

void potential(benchmark::State &state) {
  NetworkProblem problem;
  NetworkIntegrals integrals(Activation::tanh, problem.grid);
  integrals.set_features(problem.features.data(), problem.n_samples, 1.);
  double *phi = problem.potential.data();
  for (auto _ : state) {
    integrals.potential(problem.coefficients.data(), 1, 0, problem.grid.n_rows, &phi);
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

void potential_plain(benchmark::State &state) {
  NetworkProblem problem;
  for (auto _ : state) {
    for (std::size_t b = 0; b < problem.n_axis; ++b)
      for (std::size_t w = 0; w < problem.n_axis; ++w) {
        double sum = 0.;
        for (std::size_t i = 0; i < problem.n_samples; ++i)
          sum += problem.coefficients[i] *
                 std::tanh(problem.axis[w] * problem.features[i] + problem.axis[b]);
        problem.potential[b * problem.grid.row_length + w] = sum;
      }
    benchmark::ClobberMemory();
  }
  set_rate(state, problem.evaluations());
}

void vector_field(benchmark::State &state) {
  NetworkProblem problem;
  NetworkIntegrals integrals(Activation::tanh, problem.grid);
  integrals.set_features(problem.features.data(), problem.n_samples, 1.);
  const double *moments = problem.moments.data();
  for (auto _ : state)
    for (std::size_t i = 0; i < problem.n_samples; ++i) {
      double field, derivative;
      integrals.vector_field(i, &moments, 1, &field, &derivative);
      benchmark::DoNotOptimize(field);
      benchmark::DoNotOptimize(derivative);
    }
  set_rate(state, problem.evaluations());
}

void vector_field_plain(benchmark::State &state) {
  NetworkProblem problem;
  for (auto _ : state)
    for (std::size_t i = 0; i < problem.n_samples; ++i) {
      double field = 0., derivative = 0.;
      for (std::size_t b = 0; b < problem.n_axis; ++b)
        for (std::size_t w = 0; w < problem.n_axis; ++w) {
          const double moment = problem.moments[b * problem.grid.row_length + w];
          const double value = std::tanh(problem.axis[w] * problem.features[i] + problem.axis[b]);
          field += moment * value;
          derivative += moment * (1. - value * value) * problem.axis[w];
        }
      benchmark::DoNotOptimize(field);
      benchmark::DoNotOptimize(derivative);
    }
  set_rate(state, problem.evaluations());
}

} // namespace

void register_network_benchmarks() {
  register_rate("potential", potential);
  register_rate("potential_plain", potential_plain);
  register_rate("vector_field", vector_field);
  register_rate("vector_field_plain", vector_field_plain);
}

} // namespace rhoflow
