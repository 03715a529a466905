// SPDX-License-Identifier: Apache-2.0
#include "operators/confinement/kernels/line_drift.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

/// Adds factor times the row @p in to the row @p out.
inline void add_row(double factor, const double *in, double *out, std::size_t stride) {
  for (std::size_t l = 0; l < stride; l += lane_count)
    store(out + l, load(out + l) + factor * load(in + l));
}

/// One line of nodes @p distance numbers apart.
inline void add_line(const CellDrift &drift, std::size_t distance, std::size_t stride,
                     const double *line, double *rhs) {
  const std::size_t n = drift.nodes_per_line;
  for (std::size_t l = 0; l < stride; l += lane_count)
    for (std::size_t a = 0; a < n; ++a) {
      const double *const row = drift.matrix + a * n;
      Lanes sum = load(rhs + a * distance + l);
      for (std::size_t b = 0; b < n; ++b)
        sum += row[b] * load(line + b * distance + l);
      store(rhs + a * distance + l, sum);
    }
}

} // namespace

void add_cell_drift(const CellDrift &drift, std::size_t step, std::size_t nodes, std::size_t stride,
                    const double *cell, const double *left, const double *right, double *rhs) {
  RHOFLOW_PRECONDITION(stride % lane_count == 0, "rows are whole SIMD vectors");
  const std::size_t n = drift.nodes_per_line, distance = step * stride, last = (n - 1) * distance;
  for (std::size_t block = 0; block < nodes; block += n * step)
    for (std::size_t x = block; x < block + step; ++x) {
      const std::size_t first = x * stride;
      add_line(drift, distance, stride, cell + first, rhs + first);
      if (drift.from_left != 0.)
        add_row(drift.from_left, left + first + last, rhs + first, stride);
      if (drift.from_right != 0.)
        add_row(drift.from_right, right + first, rhs + first + last, stride);
    }
}

} // namespace rhoflow
