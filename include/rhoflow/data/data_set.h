// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// Training data: samples x_i in R^d with labels y_i in R, i = 0..n-1, each of weight 1/n.
struct DataSet {
  static constexpr unsigned int most_inputs = 1000; ///< largest dimension

  unsigned int dimension = 1; ///< d, the number of inputs of a sample; 1 or 2 for densities
  std::vector<double> inputs; ///< x, shape [sample][dimension]
  std::vector<double> labels; ///< y, shape [sample]

  /// n, the number of samples.
  std::size_t size() const { return labels.size(); }

  /// Component @p k < dimension of sample @p i < size().
  double input(std::size_t i, unsigned int k) const { return inputs[i * dimension + k]; }
};

/// "x0", "x1", ...: the columns of inputs in csv files.
inline std::vector<std::string> input_names(unsigned int n_inputs) {
  std::vector<std::string> names;
  for (unsigned int k = 0; k < n_inputs; ++k)
    names.push_back("x" + std::to_string(k));
  return names;
}

} // namespace rhoflow
