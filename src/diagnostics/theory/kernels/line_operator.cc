// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/theory/kernels/line_operator.h"

#include <algorithm>

namespace rhoflow {

void LineOperator::add_row(std::size_t first_node, const std::vector<double> &row) {
  if (offset.empty())
    offset.push_back(0);
  first.push_back(first_node);
  coefficients.insert(coefficients.end(), row.begin(), row.end());
  offset.push_back(coefficients.size());
}

void apply_along(const LineOperator &op, const TensorGrid &grid, unsigned int direction,
                 const double *in, double *out) {
  const std::size_t n = grid.axis.size(), length = grid.row_length;
  if (direction == 0) {
    for (std::size_t row = 0; row < grid.n_rows; ++row, in += length, out += length) {
      for (std::size_t g = 0; g < n; ++g) {
        const double *coefficients = op.coefficients.data() + op.offset[g];
        const double *values = in + op.first[g];
        const std::size_t width = op.offset[g + 1] - op.offset[g];
        double sum = 0.;
        for (std::size_t b = 0; b < width; ++b)
          sum += coefficients[b] * values[b];
        out[g] = sum;
      }
      std::fill(out + n, out + length, 0.);
    }
    return;
  }
  std::size_t step = length; // between neighbours along the direction
  for (unsigned int k = 1; k < direction; ++k)
    step *= n;
  for (std::size_t row = 0; row < grid.n_rows; ++row) {
    const std::size_t g = grid.row_index(row, direction);
    const double *line = in + row * length - g * step;
    double *target = out + row * length;
    std::fill(target, target + length, 0.);
    for (std::size_t b = op.offset[g]; b < op.offset[g + 1]; ++b) {
      const double coefficient = op.coefficients[b];
      const double *values = line + (op.first[g] + b - op.offset[g]) * step;
      for (std::size_t x = 0; x < length; ++x)
        target[x] += coefficient * values[x];
    }
  }
}

} // namespace rhoflow
