// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/tensor_grid.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <utility>

namespace rhoflow {

namespace {

std::size_t power(std::size_t base, unsigned int exponent) {
  std::size_t result = 1;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

} // namespace

TensorGrid::TensorGrid(unsigned int inner_dimension, std::vector<double> axis_nodes)
    : dimension(inner_dimension), axis(std::move(axis_nodes)), row_length(padded(axis.size())),
      n_rows(power(axis.size(), inner_dimension - 1)) {
  RHOFLOW_PRECONDITION(dimension >= 2 && axis.size() >= 2,
                       "one feature and the bias at least, and a cell");
}

} // namespace rhoflow
