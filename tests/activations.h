// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"
#include "rhoflow/network/activation.h"

#include <algorithm>
#include <vector>

namespace rhoflow::test {

/// All activations but the constant one, of which nothing depends on the features.
inline std::vector<Activation> varying_activations() {
  std::vector<Activation> activations = all_values<Activation>();
  activations.erase(std::remove(activations.begin(), activations.end(), Activation::constant),
                    activations.end());
  return activations;
}

} // namespace rhoflow::test
