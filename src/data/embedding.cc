// SPDX-License-Identifier: Apache-2.0
#include "data/embedding.h"

#include "data/gaussian_noise.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <vector>

namespace rhoflow {

namespace {

/// The columns of Q one after the other, each of @p length entries.
std::vector<std::vector<double>> orthonormal_columns(unsigned int count, unsigned int length,
                                                     unsigned int seed) {
  // The constant keeps the map independent of random positions and of noise of the same seed.
  constexpr std::uint64_t other_stream = 0x94d049bb133111eb;
  std::vector<double> gaussians(std::size_t(count) * length, 0.);
  add_gaussian_noise(gaussians, 1., seed ^ other_stream);
  std::vector<std::vector<double>> columns;
  for (unsigned int c = 0; c < count; ++c) {
    const auto begin = gaussians.begin() + std::ptrdiff_t(std::size_t(c) * length);
    std::vector<double> column(begin, begin + length);
    // Once more, since the first pass leaves what cancellation has made of a short remainder.
    for (int pass = 0; pass < 2; ++pass)
      for (const std::vector<double> &other : columns) {
        const double part = std::inner_product(column.begin(), column.end(), other.begin(), 0.);
        for (unsigned int k = 0; k < length; ++k)
          column[k] -= part * other[k];
      }
    const double norm =
        std::sqrt(std::inner_product(column.begin(), column.end(), column.begin(), 0.));
    for (double &entry : column)
      entry /= norm;
    columns.push_back(std::move(column));
  }
  return columns;
}

} // namespace

void embed_inputs(DataSet &data, unsigned int dimension, unsigned int seed) {
  RHOFLOW_PRECONDITION(data.dimension >= 1 && dimension >= data.dimension,
                       "room for all inputs of the samples");
  const std::vector<std::vector<double>> columns =
      orthonormal_columns(data.dimension, dimension, seed);
  std::vector<double> moved(data.size() * dimension, 0.);
  for (std::size_t i = 0; i < data.size(); ++i)
    for (unsigned int c = 0; c < data.dimension; ++c)
      for (unsigned int k = 0; k < dimension; ++k)
        moved[i * dimension + k] += columns[c][k] * data.input(i, c);
  data.inputs = std::move(moved);
  data.dimension = dimension;
}

} // namespace rhoflow
