#include "flow/stability.h"

#include <deal.II/lac/lapack_full_matrix.h>

namespace rhoflow {

namespace {

constexpr unsigned int n_cells = 12;

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

} // namespace rhoflow
