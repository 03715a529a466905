// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/kernels/dot_rows.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

void dot_rows(const double *rows, std::size_t n_rows, std::size_t stride,
              const std::vector<AlignedVector> &tables, double *result) {
  RHOFLOW_PRECONDITION(stride % lane_count == 0, "rows are whole SIMD vectors");
  const std::size_t n_tables = tables.size();
  for (std::size_t r = 0; r < n_rows; ++r, rows += stride)
    for (std::size_t t = 0; t < n_tables; ++t) {
      Lanes total{};
      for (std::size_t j = 0; j < stride; j += lane_count)
        total += load(tables[t].data() + j) * load(rows + j);
      result[r * n_tables + t] = sum(total);
    }
}

} // namespace rhoflow
