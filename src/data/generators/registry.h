// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// What a source draws from.
enum class Sampling {
  given_points,         ///< no others than those of the training data
  classes_of_the_plane, ///< two classes of points of the plane, which noise of inputs moves and
                        ///< Data/Inputs embeds in more dimensions
  random_inputs         ///< a distribution of Data/Inputs inputs
};

/// A source of training data under the name that `Data/Source` selects. To add one: write its
/// function in a file of its own and its line in registry.cc.
struct Generator {
  std::string name;
  std::string summary; ///< one phrase for the documentation of `Data/Source`
  DataSet (*make)(const DataParameters &parameters, const std::string &directory);
  Sampling sampling = Sampling::given_points;

  bool has_classes_of_the_plane() const { return sampling == Sampling::classes_of_the_plane; }
  /// Whether fresh samples can be drawn for a test.
  bool has_test_samples() const { return sampling != Sampling::given_points; }
};

/// All sources, in the order of the documentation.
const std::vector<Generator> &generators();

} // namespace rhoflow
