// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

namespace rhoflow {

/// One-dimensional inputs at the midpoints of @p samples equal intervals of [-1, 1],
/// x_i = -1 + 2 (i + 1/2) / n, with labels 0 to be filled in. @p samples is at least 1.
DataSet uniform_inputs(unsigned int samples);

} // namespace rhoflow
