// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/symmetric_outer_transport.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

bool SymmetricOuterTransport::fits(const TransportTables &tables) {
  const AlignedVector &matrix = tables.outer_matrix[0][0];
  if (tables.n_components != 1 || tables.stride != n || matrix.size() != n * n ||
      matrix != tables.outer_matrix[0][1])
    return false;
  // Column j, row i of the table is D_ij. Rounding may differ between mirrored entries.
  double largest = 0., defect = 0.;
  for (std::size_t k = 0; k < n * n; ++k) {
    largest = std::max(largest, std::abs(matrix[k]));
    defect = std::max(defect, std::abs(matrix[k] + matrix[n * n - 1 - k]));
  }
  return defect <= 1e-13 * largest;
}

SymmetricOuterTransport::SymmetricOuterTransport(const TransportTables &tables) {
  const AlignedVector &matrix = tables.outer_matrix[0][0];
  for (std::size_t j = 0; j < lane_count; ++j) {
    const Lanes near = load(matrix.data() + j * n), far = load(matrix.data() + (n - 1 - j) * n);
    column_[j] = 0.5 * (near + far);
    column_[lane_count + j] = 0.5 * (near - far);
  }
}

void SymmetricOuterTransport::subtract(std::size_t n_nodes, const double *in,
                                       const double *const *phi, double *result) {
  parts_.resize(n_nodes * n);
  double *parts = parts_.data();
  // A pass of its own: the second one reads single values of these vectors, which would have to
  // wait for the stores.
  for (std::size_t a = 0; a < n_nodes; ++a) {
    const Lanes lower = load(in + a * n), upper = reversed(load(in + a * n + lane_count));
    store(parts + a * n, lower + upper);
    store(parts + a * n + lane_count, lower - upper);
  }
  const std::array<Lanes, n> column = column_;
  for (std::size_t a = 0; a < n_nodes; ++a) {
    const double *part = parts + a * n;
    Lanes odd[2] = {}, even[2] = {};
    for (std::size_t j = 0; j < lane_count; j += 2) {
      odd[0] += column[j] * part[j];
      odd[1] += column[j + 1] * part[j + 1];
      even[0] += column[lane_count + j] * part[lane_count + j];
      even[1] += column[lane_count + j + 1] * part[lane_count + j + 1];
    }
    const Lanes odd_part = odd[0] + odd[1], even_part = even[0] + even[1];
    double *target = result + a * n;
    store(target, load(target) - phi[0][a] * (even_part + odd_part));
    store(target + lane_count,
          load(target + lane_count) - phi[0][a] * reversed(even_part - odd_part));
  }
}

} // namespace rhoflow
