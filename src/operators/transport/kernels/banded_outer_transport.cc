// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/banded_outer_transport.h"

namespace rhoflow {

BandedOuterTransport::BandedOuterTransport(const TransportTables &tables)
    : tables_(tables), upwinded_(tables.outer_matrix[0][0] != tables.outer_matrix[0][1]) {}

template <int count>
void BandedOuterTransport::subtract_at(const std::size_t *nodes, unsigned int sign,
                                       const double *in, const double *phi, double *result) const {
  const std::size_t stride = tables_.stride;
  const double *row[count];
  for (int i = 0; i < count; ++i)
    row[i] = in + nodes[i] * stride;
  for (std::size_t chunk = 0; chunk * lane_count < stride; ++chunk) {
    const auto &band = tables_.outer_band[0][sign][chunk];
    const double *column =
        tables_.outer_matrix[0][sign].data() + band[0] * stride + chunk * lane_count;
    Lanes sums[count] = {};
    for (std::size_t j = band[0]; j < band[1]; ++j, column += stride) {
      const Lanes entries = load(column);
      for (int i = 0; i < count; ++i)
        sums[i] += entries * row[i][j];
    }
    for (int i = 0; i < count; ++i) {
      double *target = result + nodes[i] * stride + chunk * lane_count;
      store(target, load(target) - phi[nodes[i]] * sums[i]);
    }
  }
}

void BandedOuterTransport::subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                                    double *result) {
  constexpr int at_once = 8;
  for (unsigned int sign = 0; sign < (upwinded_ ? 2 : 1); ++sign) {
    nodes_.clear();
    for (std::size_t a = 0; a < n_nodes; ++a)
      if (!upwinded_ || (phi[0][a] < 0.) == (sign == 1))
        nodes_.push_back(a);
    std::size_t k = 0;
    for (; k + at_once <= nodes_.size(); k += at_once)
      subtract_at<at_once>(nodes_.data() + k, sign, in, phi[0], result);
    for (; k + 2 <= nodes_.size(); k += 2)
      subtract_at<2>(nodes_.data() + k, sign, in, phi[0], result);
    if (k < nodes_.size())
      subtract_at<1>(nodes_.data() + k, sign, in, phi[0], result);
  }
}

} // namespace rhoflow
