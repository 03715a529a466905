// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/spectrum.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/lapack_full_matrix.h>
#include <deal.II/lac/vector.h>

#include <cmath>
#include <limits>

namespace rhoflow {

std::vector<double> symmetric_eigenvalues(const std::vector<double> &matrix, std::size_t n) {
  RHOFLOW_PRECONDITION(n > 0 && matrix.size() == n * n, "the matrix is square");
  dealii::LAPACKFullMatrix<double> lapack(n, n);
  double bound = 0.; // on all eigenvalues: the largest row sum
  for (std::size_t i = 0; i < n; ++i) {
    double row = 0.;
    for (std::size_t j = 0; j < n; ++j) {
      lapack(i, j) = matrix[i * n + j];
      row += std::abs(matrix[i * n + j]);
    }
    if (!std::isfinite(row))
      throw RunError("a Gram matrix has a value that is not finite");
    bound = std::max(bound, row);
  }
  if (bound == 0.)
    return std::vector<double>(n, 0.);
  dealii::Vector<double> eigenvalues;
  dealii::FullMatrix<double> eigenvectors;
  // The tolerance asks LAPACK for the most accurate eigenvalues it can give.
  const double tolerance = 2. * std::numeric_limits<double>::min();
  lapack.compute_eigenvalues_symmetric(-1.5 * bound, 1.5 * bound, tolerance, eigenvalues,
                                       eigenvectors);
  if (eigenvalues.size() != n)
    throw RunError("the eigenvalues of a Gram matrix were not found");
  return {eigenvalues.begin(), eigenvalues.end()};
}

} // namespace rhoflow
