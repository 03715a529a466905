// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "sampling/ensemble_layout.h"

#include <cstdint>

namespace rhoflow {

/// Adds amplitude x xi to all weights of an ensemble, xi independent standard normal numbers that
/// depend on seed, step, stream and place alone: the same for any number of threads, and again for
/// the same step.
/// @param step   at least 1; the start of a network draws from number 0
/// @param stream layer, or the head's
void add_langevin_noise(double amplitude, std::uint32_t seed, std::uint64_t step,
                        std::uint32_t stream, const EnsembleLayout &layout, AlignedVector &values);

} // namespace rhoflow
