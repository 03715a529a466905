// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

namespace rhoflow {

/// Moves all samples into @p dimension inputs by a random map that keeps lengths and angles,
///
///     x = Q z,  Q of shape [dimension][data.dimension] with orthonormal columns,
///
/// uniform among such maps (Haar measure): Gram-Schmidt of independent standard Gaussians, which
/// are drawn from @p seed alone. The same for the same seed on every machine but for rounding, and
/// for all data sets of as many inputs, whatever their samples.
/// @pre dimension >= data.dimension >= 1
void embed_inputs(DataSet &data, unsigned int dimension, unsigned int seed);

} // namespace rhoflow
