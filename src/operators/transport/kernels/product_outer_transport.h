// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "operators/transport/kernels/outer_transport.h"

#include <array>
#include <vector>

namespace rhoflow {

/// Two outer weights: a row of values is a table [u_2][u_1] on which one matrix acts along each
/// direction. Lines along u_1 are treated in chunks of lanes at their true, unaligned places; what
/// the last chunk computes beyond the end of its line is overwritten by the next line.
class ProductOuterTransport final : public OuterTransport {
public:
  explicit ProductOuterTransport(const TransportTables &tables);

  void subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                double *result) override;

private:
  /// Lines of u_2 treated together: they share the columns and values that are loaded.
  static constexpr std::size_t block = 5;
  using Range = std::array<std::size_t, 2>; ///< first and last + 1 nonzero column

  struct Line {
    AlignedVector columns;    ///< [column][padded row]: D along u_1
    AlignedVector rows;       ///< [column][row]: D along u_2
    std::vector<Range> chunk; ///< columns needed by a chunk of rows
    std::vector<Range> lines; ///< columns needed by a block of rows
  };

  template <std::size_t count>
  void transport_lines(const Line &first, const Line &second, std::size_t line, double phi_first,
                       double phi_second);

  std::size_t n_ = 0, padded_n_, stride_;
  std::array<std::array<Line, 2>, 2> line_; ///< [direction][sign of phi]
  AlignedVector values_, sums_;             ///< of one node, with room for a chunk beyond the end
};

} // namespace rhoflow
