// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow::test {

/// Writes a particle file with a finite network of 4000 neurons in each of two Euler layers and in
/// the head, alpha = beta = 1, and its own loss and predictions: a network of Gaussian weights, the
/// outer encoder weights shifted by @p shift, all weights of the head by @p ripple times other
/// Gaussian numbers of the seed @p ripple_seed.
/// @param d inputs, one or two  @param time of the weights
void write_particles(const std::string &path, unsigned int seed, double shift, double time,
                     unsigned int d = 1, double ripple = 0., unsigned int ripple_seed = 0);

} // namespace rhoflow::test
