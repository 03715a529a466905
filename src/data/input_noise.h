// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

namespace rhoflow {

/// Adds independent Gaussian noise to all inputs: x_ik += @p deviation * N(0, 1), from a generator
/// seeded with @p seed, in the order of the samples. Labels stay.
void add_input_noise(DataSet &data, double deviation, unsigned int seed);

/// The factor that brings the farthest sample of @p data onto the unit circle, or 1 if |x| <= 1
/// holds for all anyway.
double unit_disk_factor(const DataSet &data);

/// Multiplies all inputs by @p factor.
void scale_inputs(DataSet &data, double factor);

} // namespace rhoflow
