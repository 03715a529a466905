// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// How the number of a component stands in the name of a weight. Which one a file has is part of
/// its format.
enum class NameStyle {
  plain,  ///< u1, in ParaView fields of densities
  indexed ///< u_1, in comparisons and point clouds
};

/// What the weights of one neuron are called, in the order of a density's coordinates, outer
/// weights first: u, w, b with one input, u1, u2, w1, w2, b with two; the outer weight of the head
/// is a.
/// @param n_inputs d >= 1, components of u and of w
std::vector<std::string> weight_names(bool head, unsigned int n_inputs,
                                      NameStyle style = NameStyle::plain);

} // namespace rhoflow
