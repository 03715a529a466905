// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// erfc(3 / sqrt 2), the share of a normal distribution beyond three standard deviations: what is
/// rarer by chance alone is called outside.
constexpr double significance = 0.0026997960632601866;

/// From this number of repetitions on Student's quantile is near that of the normal distribution.
constexpr std::size_t enough_repetitions = 8;

} // namespace rhoflow
