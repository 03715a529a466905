// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"
#include "history/flow_history.h"

#include <string>
#include <vector>

namespace rhoflow {

constexpr const char *history_schema = "rhoflow history";
constexpr unsigned int history_version = 1;

/// The arrays of a start, of the part `encoder` or `head`.
struct StartNames {
  std::string weights, means, variances;

  explicit StartNames(const std::string &part)
      : weights(part + "_start_weights"), means(part + "_start_means"),
        variances(part + "_start_variances") {}
};

/// An array with the values of all samples.
struct SampleArray {
  std::string name;
  ArrayShape of_sample;

  /// Of @p n samples.
  ArrayShape shape(std::size_t n) const {
    ArrayShape shape{n};
    shape.insert(shape.end(), of_sample.begin(), of_sample.end());
    return shape;
  }
};

/// In the order of HistorySample::arrays(); of a fixed head without the last one.
inline std::vector<SampleArray> sample_arrays(const HistorySetting &setting) {
  const std::size_t n = setting.data.size(), d = setting.data.dimension, nodes = setting.n_nodes();
  std::vector<SampleArray> arrays{{"features", {nodes, n, d}},
                                  {"final_features", {n, d}},
                                  {"encoder_coefficients", {nodes, n, d}}};
  if (setting.has_trained_head())
    arrays.push_back({"head_coefficients", {n}});
  return arrays;
}

} // namespace rhoflow
