// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/stability.h"

#include <deal.II/lac/lapack_full_matrix.h>

namespace rhoflow {

namespace {

constexpr unsigned int n_cells = 12;
/// The nilpotent outer transport of the Hermite basis enters the step bound as if its norm,
/// |phi| sqrt(N), had to lie within this radius.
constexpr double outer_radius = 3.;
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

} // namespace

RungeKutta time_scheme(const OuterBasis &basis) {
  return basis.is_upwind() ? RungeKutta::ssp43() : RungeKutta::order43();
}

double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line) {
  const auto eigenvalues = advection_eigenvalues(line);
  const auto stable = [&](double courant) {
    for (const std::complex<double> &eigenvalue : eigenvalues)
      if (std::abs(scheme.amplification(courant * eigenvalue)) > 1. + 1e-9)
        return false;
    return true;
  };
  double low = 0., high = 8.;
  for (int step = 0; step < 50; ++step) {
    const double middle = 0.5 * (low + high);
    (stable(middle) ? low : high) = middle;
  }
  return low;
}

template <int dim>
double stable_rate(const TransportRates &rates, const DensitySpace<dim> &space,
                   const RungeKutta &scheme, double courant_number) {
  const OuterBasis &basis = space.basis();
  if (basis.limiter_cell_size() > 0)
    return (rates.inner / space.mesh().line().weights().front() +
            rates.outer * basis.transport_rate()) /
           scheme.ssp_coefficient();
  return (rates.inner / courant_number + rates.outer * basis.transport_rate() / outer_radius) /
         (basis.is_upwind() ? 1. : frozen_velocity_margin);
}

template double stable_rate(const TransportRates &, const DensitySpace<2> &, const RungeKutta &,
                            double);
template double stable_rate(const TransportRates &, const DensitySpace<3> &, const RungeKutta &,
                            double);

} // namespace rhoflow
