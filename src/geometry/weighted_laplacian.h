// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "geometry/weight_box.h"
#include "rhoflow/base/communicator.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The operator psi -> -div( pi grad psi ) on a box of weights, without flux through its boundary,
/// for a density pi: of the elliptic equations of optimal transport.
///
/// Continuous elements of deal.II; matrices of Trilinos, distributed over the processes; conjugate
/// gradients with Trilinos' algebraic multigrid (ML). Far out, where pi is rounding or zero and
/// nothing depends on the solution, the tail of the Gaussian with its means and variances takes its
/// place.
class WeightedLaplacian {
public:
  /// Starts MPI where it does not run yet.
  WeightedLaplacian(const WeightBox &box, const Communicator &communicator);
  ~WeightedLaplacian();

  /// @param density pi at the quadrature points of the box, the first direction fastest; where it
  /// is
  ///        slightly negative, as Hermite densities can be, is what is not known of it
  void set_density(const std::vector<double> &density);

  struct Solution {
    double energy = 0.; ///< int pi |grad psi|^2
    unsigned int iterations = 0;
  };
  /// Solves -div( pi grad psi ) = source. The mean of the source is taken out, for which there is
  /// no solution. @param source at the quadrature points
  /// @throws RunError if the iteration does not converge
  Solution solve(const std::vector<double> &source);

  /// The smallest eigenvalue but 0 of -div( pi grad g ) = lambda pi g: the Poincare constant lambda
  /// in int (g - mean)^2 pi <= (1/lambda) int |grad g|^2 pi. By Arpack's shift and invert.
  /// @throws RunError if the iteration does not converge
  double poincare_constant();

  std::size_t n_degrees_of_freedom() const;

private:
  struct Elements;
  std::unique_ptr<Elements> elements_;
};

} // namespace rhoflow
