// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/weights_parameters.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// A discretization of an outer weight under the name that `Weights/Outer basis` selects. To add
/// one: write its class in a file of its own and its line in registry.cc.
struct OuterBasisChoice {
  std::string name;
  std::string summary; ///< a phrase for the documentation of `Weights/Outer basis`
  std::string counted; ///< what `Weights/Outer nodes` is a number of, for messages
  /// The basis with @p outer_nodes of what is counted.
  std::unique_ptr<OuterBasis> (*make)(const WeightsParameters &parameters,
                                      unsigned int outer_nodes);
};

/// All bases, in the order of the documentation.
const std::vector<OuterBasisChoice> &outer_bases();

/// The choice that @p parameters make. @throws InputError if there is none of that name
const OuterBasisChoice &outer_basis_of(const WeightsParameters &parameters);

} // namespace rhoflow
