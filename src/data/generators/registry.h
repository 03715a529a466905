// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A source of training data under the name that `Data/Source` selects. To add one: write its
/// function in a file of its own and its line in registry.cc.
struct Generator {
  std::string name;
  std::string summary; ///< one phrase for the documentation of `Data/Source`
  DataSet (*make)(const DataParameters &parameters, const std::string &directory);
  /// Two classes of points of the plane: Data/Input noise applies, and test samples can be drawn.
  bool classes_of_the_plane = false;
};

/// All sources, in the order of the documentation.
const std::vector<Generator> &generators();

} // namespace rhoflow
