// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/grid_field.h"
#include "rhoflow/density/inner_mesh.h"
#include "rhoflow/mean_field/flow_state.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// The inner grid with about twice as many nodes in every cell along every direction (two more of
/// them with two inputs), and what functions on the grid of the computation become there: their
/// interpolants, polynomials of degree p in every cell. All quantities are dimensionless.
///
/// What differs between the two grids for the same densities is the quadrature of sigma0(w.z + b)
/// over the inner weights, and how well potentials are represented: both depend on the size of
/// the features z, not on the densities.
class InnerRefinement {
public:
  template <int dim>
  explicit InnerRefinement(const InnerMesh<dim> &mesh);

  const TensorGrid &coarse() const { return coarse_; }
  const TensorGrid &fine() const { return fine_; }
  /// Quadrature weights of a grid's axis.
  const std::vector<double> &coarse_weights() const { return coarse_weights_; }
  const std::vector<double> &fine_weights() const { return fine_weights_; }

  /// The interpolant of values on the coarse grid at the nodes of the fine one.
  AlignedVector interpolate(const AlignedVector &values) const;
  /// The same for values times quadrature weight on both sides, as moments are stored.
  AlignedVector interpolate_weighted(const AlignedVector &values) const;
  /// int f^2 g dq, see gradient_energy().
  double square(const AlignedVector &values, const std::vector<std::vector<double>> &weight) const;
  /// int |grad f|^2 g dq of values f on the fine grid with the weight g(q) = prod_k g_k(q_k).
  /// @param weight g_k at the nodes of the fine axis, times its quadrature weights: [k]
  double gradient_energy(const AlignedVector &values,
                         const std::vector<std::vector<double>> &weight) const;

private:
  /// A matrix with few entries a row: row i has entries from column first[i] on.
  struct Band {
    std::size_t n_rows = 0, width = 0;
    std::vector<std::size_t> first;
    std::vector<double> entries; ///< [row][width]
  };
  /// Values without padding, direction 0 fastest.
  struct Dense {
    std::vector<std::size_t> extents;
    std::vector<double> values;
  };
  static Dense without_padding(const TensorGrid &grid, const AlignedVector &values);
  static AlignedVector with_padding(const TensorGrid &grid, const Dense &dense);
  static void apply(const Band &band, unsigned int direction, Dense &dense);
  /// Multiplies with a product of factors, one list per direction.
  static void multiply(const std::vector<std::vector<double>> &factors, Dense &dense);
  /// The same factors, or one over them, in every direction.
  std::vector<std::vector<double>> in_all_directions(std::vector<double> factors,
                                                     bool inverse) const;

  TensorGrid coarse_, fine_;
  std::vector<double> coarse_weights_, fine_weights_;
  Band interpolation_, derivative_; ///< derivative on the fine axis
};

/// Those of encoder and head.
class InnerRefinements {
public:
  template <int dim>
  explicit InnerRefinements(const FlowState<dim> &state)
      : n_slices_(state.n_slices()), encoder_(state.space(0).mesh()),
        head_(state.densities.back().space->mesh()) {}

  /// Of density @p k.
  const InnerRefinement &of(std::size_t k) const { return k < n_slices_ ? encoder_ : head_; }

private:
  std::size_t n_slices_;
  InnerRefinement encoder_, head_;
};

} // namespace rhoflow
