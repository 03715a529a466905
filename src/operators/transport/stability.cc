// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/stability.h"

#include "time/exponential_scheme.h"

#include <deal.II/lac/lapack_full_matrix.h>

namespace rhoflow {

namespace {

constexpr unsigned int n_cells = 12;
/// The nilpotent outer transport of the Hermite basis enters the step bound as if its norm,
/// |phi| sqrt(N), had to lie within this radius; the second is that of the exponential method.
constexpr double runge_kutta_outer_radius = 3., exponential_outer_radius = 2.;
/// The bound for the Hermite basis takes the largest velocity of any node for that of the whole
/// mesh. Growth was measured from twice that bound on; the error control sees it (doc/numerics.md).
constexpr double frozen_velocity_margin = 5. / 3.;

std::vector<std::complex<double>> advection_eigenvalues(const CollocationLine &line) {
  const unsigned int n = line.n_nodes();
  dealii::LAPACKFullMatrix<double> matrix(n_cells * n, n_cells * n);
  matrix = 0.;
  for (unsigned int c = 0; c < n_cells; ++c) {
    for (unsigned int a = 0; a < n; ++a)
      for (unsigned int b = 0; b < n; ++b)
        matrix(c * n + a, c * n + b) +=
            line.weights()[b] * line.derivative(b, a) / line.weights()[a];
    const unsigned int left = (c + n_cells - 1) % n_cells;
    matrix(c * n, left * n + n - 1) += 1. / line.weights()[0];
    matrix(c * n + n - 1, c * n + n - 1) -= 1. / line.weights()[n - 1];
  }
  matrix.compute_eigenvalues();
  std::vector<std::complex<double>> eigenvalues;
  for (unsigned int k = 0; k < matrix.m(); ++k)
    eigenvalues.push_back(matrix.eigenvalue(k));
  return eigenvalues;
}

/// The largest number below @p most up to which @p stable holds.
template <typename Stable>
double largest_stable(double most, const Stable &stable) {
  double low = 0., high = most;
  for (int step = 0; step < 50; ++step) {
    const double middle = 0.5 * (low + high);
    (stable(middle) ? low : high) = middle;
  }
  return low;
}

double largest_decay(const Amplification &scheme) {
  return largest_stable(40., [&](double rate) { return std::abs(scheme(-rate)) <= 1. + 1e-9; });
}

} // namespace

RungeKutta time_scheme(const OuterBasis &basis) {
  return basis.is_upwind() ? RungeKutta::ssp43() : RungeKutta::order43();
}

double largest_courant_number(const Amplification &scheme, const CollocationLine &line) {
  const auto eigenvalues = advection_eigenvalues(line);
  return largest_stable(8., [&](double courant) {
    for (const std::complex<double> &eigenvalue : eigenvalues)
      if (std::abs(scheme(courant * eigenvalue)) > 1. + 1e-9)
        return false;
    return true;
  });
}

double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line) {
  return largest_courant_number([&](std::complex<double> z) { return scheme.amplification(z); },
                                line);
}

ExplicitLimits limits_of(const RungeKutta &scheme, const CollocationLine &line) {
  return {largest_courant_number(scheme, line),
          largest_decay([&](std::complex<double> z) { return scheme.amplification(z); }),
          runge_kutta_outer_radius, scheme.ssp_coefficient()};
}

ExplicitLimits exponential_limits(const CollocationLine &line) {
  // No combination of forward Euler steps; such a step is taken for the bound of positive means.
  return {largest_courant_number(ExponentialWeights::amplification, line),
          largest_decay(ExponentialWeights::amplification), exponential_outer_radius, 1.};
}

template <int dim>
ExplicitLimits explicit_limits(const DensitySpace<dim> &space, bool noisy) {
  return noisy ? exponential_limits(space.mesh().line())
               : limits_of(time_scheme(space.basis()), space.mesh().line());
}

template <int dim>
double stable_rate(const TransportRates &rates, const DensitySpace<dim> &space,
                   const ExplicitLimits &limits) {
  const OuterBasis &basis = space.basis();
  if (basis.limiter_cell_size() > 0)
    return (rates.inner / space.mesh().line().weights().front() +
            rates.outer * basis.transport_rate()) /
           limits.ssp_coefficient;
  return (rates.inner / limits.courant_number +
          rates.outer * basis.transport_rate() / limits.outer_radius) /
         (basis.is_upwind() ? 1. : frozen_velocity_margin);
}

template ExplicitLimits explicit_limits(const DensitySpace<2> &, bool);
template ExplicitLimits explicit_limits(const DensitySpace<3> &, bool);
template double stable_rate(const TransportRates &, const DensitySpace<2> &,
                            const ExplicitLimits &);
template double stable_rate(const TransportRates &, const DensitySpace<3> &,
                            const ExplicitLimits &);

} // namespace rhoflow
