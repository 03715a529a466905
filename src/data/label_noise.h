// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

namespace rhoflow {

/// Adds independent Gaussian noise to the labels: y_i += @p deviation * N(0, 1), from a generator
/// seeded with @p seed, in the order of the samples.
void add_label_noise(DataSet &data, double deviation, unsigned int seed);

} // namespace rhoflow
