#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// The largest number of inputs of a sample.
constexpr unsigned int most_inputs = 1000;

/// Training data: samples x_i in R^d with labels y_i in R, i = 0..n-1, each of weight 1/n.
struct DataSet {
  unsigned int dimension = 1; ///< d, the number of inputs of a sample; 1 or 2 for densities
  std::vector<double> inputs; ///< x, shape [sample][dimension]
  std::vector<double> labels; ///< y, shape [sample]

  /// n, the number of samples.
  std::size_t size() const { return labels.size(); }

  /// Component @p k < dimension of sample @p i < size().
  double input(const std::size_t i, const unsigned int k) const {
    return inputs[i * dimension + k];
  }
};

} // namespace rhoflow
