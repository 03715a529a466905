// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "operators/transport/kernels/outer_transport.h"

#include <vector>

namespace rhoflow {

/// One outer weight, any matrix: columns times broadcast values, within the band of nonzero columns
/// of each chunk of rows. Several inner nodes share the columns they load.
class BandedOuterTransport final : public OuterTransport {
public:
  explicit BandedOuterTransport(const TransportTables &tables);

  void subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                double *result) override;

private:
  template <int count>
  void subtract_at(const std::size_t *nodes, unsigned int sign, const double *in, const double *phi,
                   double *result) const;

  const TransportTables &tables_;
  bool upwinded_;                  ///< the matrix depends on the sign of phi
  std::vector<std::size_t> nodes_; ///< nodes of one sign
};

} // namespace rhoflow
