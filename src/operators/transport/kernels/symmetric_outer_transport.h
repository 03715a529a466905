// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "operators/transport/kernels/outer_transport.h"

#include <array>

namespace rhoflow {

/// One outer weight with sixteen nodes that are symmetric about zero, u_{15-j} = -u_j, and one
/// matrix for both signs of phi: Hermite collocation. Then D_{15-i,15-j} = -D_ij, that is, D takes
/// even functions to odd ones and odd to even. With r split into r_j + r_{15-j} and r_j - r_{15-j}
/// (j < 8) two matrices of 8 x 8 do the work of one of 16 x 16, and their sixteen columns stay in
/// vector registers.
class SymmetricOuterTransport final : public OuterTransport {
public:
  static constexpr std::size_t n = 2 * lane_count;

  static bool fits(const TransportTables &tables);

  explicit SymmetricOuterTransport(const TransportTables &tables);

  void subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                double *result) override;

private:
  /// Column j takes r_j + r_{15-j}, column 8 + j takes r_j - r_{15-j}.
  std::array<Lanes, n> column_;
  AlignedVector parts_; ///< [node][16]: sums, then differences
};

} // namespace rhoflow
