// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/kernels/mixture_rows.h"

#include "base/simd.h"
#include "network/kernels/vector_math.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

void split_row(const double *row, const std::vector<AlignedVector> &log_outer,
               const std::vector<double> &log_shift, AlignedVector &parts) {
  RHOFLOW_PRECONDITION(log_outer.size() == log_shift.size(), "a shift for every component");
  RHOFLOW_PRECONDITION(parts.size() == log_outer.size() * log_outer.front().size(),
                       "room for every component");
  const std::size_t n = log_outer.size(), stride = log_outer.front().size();
  for (std::size_t j = 0; j < stride; j += lane_count) {
    // Relative to the largest component no exponential overflows, and the sum is at least one.
    Lanes largest = load(log_outer[0].data() + j) + log_shift[0];
    for (std::size_t c = 1; c < n; ++c) {
      const Lanes value = load(log_outer[c].data() + j) + log_shift[c];
      largest = select(value > largest, value, largest);
    }
    Lanes total{};
    for (std::size_t c = 0; c < n; ++c) {
      const Lanes value =
          bounded_exponential(load(log_outer[c].data() + j) + log_shift[c] - largest);
      store(parts.data() + c * stride + j, value);
      total += value;
    }
    const Lanes scale = load(row + j) / total;
    for (std::size_t c = 0; c < n; ++c) {
      double *part = parts.data() + c * stride + j;
      store(part, scale * load(part));
    }
  }
}

} // namespace rhoflow
