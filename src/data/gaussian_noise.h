// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace rhoflow {

/// Adds independent Gaussians of mean zero and standard deviation @p deviation to all values; the
/// same seed gives the same numbers on every machine.
void add_gaussian_noise(std::vector<double> &values, double deviation, std::uint64_t seed);

} // namespace rhoflow
