// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/time/stage_update.h"

#include <array>
#include <cstddef>
#include <vector>

namespace rhoflow {

/// What the cell loop needs to know of mesh and basis: plain arrays, filled once.
struct TransportTables {
  unsigned int dimension = 2;    ///< of the inner space
  unsigned int n_components = 1; ///< outer weights
  unsigned int nodes_per_line = 2;
  unsigned int nodes_per_cell = 4;
  std::size_t n_cells = 0;
  std::size_t stride = 8;     ///< of one node's outer row
  std::size_t axis_size = 0;  ///< nodes of the inner grid per direction
  std::size_t row_length = 0; ///< padded row of the inner grid
  unsigned int cells_per_side = 0;

  static constexpr unsigned int no_neighbor = static_cast<unsigned int>(-1);
  std::vector<unsigned int> position; ///< [cell][direction]
  std::vector<unsigned int> neighbor; ///< [cell][face]
  std::vector<double> inverse_extent; ///< [cells_per_side]: 1/h

  std::vector<double> derivative;      ///< D_ab on [0, 1]
  std::vector<double> weak_derivative; ///< w_b D_ba / w_a on [0, 1]
  std::vector<double> line_weight;     ///< w_a on [0, 1]

  std::vector<AlignedVector> coordinate;    ///< [component][outer]: u_k
  AlignedVector norm_weight;                ///< [outer]
  std::vector<AlignedVector> moment_weight; ///< [component][outer]: weight u_k
  /// [component][sign of phi][column k][outer row]: outer transport matrix, padded columns
  std::vector<std::array<AlignedVector, 2>> outer_matrix;
  /// [component][sign][chunk of rows]: first and last + 1 column with a nonzero there
  std::vector<std::array<std::vector<std::array<std::size_t, 2>>, 2>> outer_band;
};

/// The potential of one density in one stage.
struct StagePotential {
  /// [component]: phi_k on the inner grid
  std::array<const double *, 2> phi{};
  /// [direction][component]: derivative of phi_k along the normal at the cell boundaries
  std::array<std::array<const double *, 2>, 3> face_gradient{};
  double velocity_scale = 1.; ///< 1/l of the scaled weights
};

/// Where the rows of the boundary derivatives of @p direction begin: the index of cell boundary
/// @p face (0 to cells_per_side) at the transverse inner-grid place of (@p x, @p y, @p z), the
/// entry of @p direction itself being ignored.
inline std::size_t face_index(const TransportTables &tables, unsigned int direction,
                              std::size_t face, std::size_t x, std::size_t y, std::size_t z) {
  const std::size_t faces = tables.cells_per_side + 1;
  switch (direction) {
  case 0:
    return (z * tables.axis_size + y) * faces + face;
  case 1:
    return (z * faces + face) * tables.row_length + x;
  default:
    return (face * tables.axis_size + y) * tables.row_length + x;
  }
}

/// Computes one Runge-Kutta stage on the cells [begin, end):
///   L(r) = -sum_k phi_k D_k r - div_q( v r ),  v = -sum_k u_k grad phi_k,
/// discontinuous Galerkin with Gauss-Lobatto collocation, upwind fluxes and no flux through the
/// boundary of the box; grad phi_k is the derivative of the interpolated potential within a cell.
/// `in`, `old` and `out` must not overlap, except that `old` may be `out`.
/// @param moments [component][node]: sum_j weight_j u_k out_j, or null pointers
StageSums transport_cells(const TransportTables &tables, const StagePotential &potential,
                          const StageUpdate &update, std::size_t begin, std::size_t end,
                          const double *in, const double *old, double *out,
                          const std::array<double *, 2> &moments);

} // namespace rhoflow
