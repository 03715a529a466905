// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// The parity of k of d signs: independent inputs x_0, ..., x_{d-1}, -1 or +1 with equal
/// probability, d = DataParameters::inputs, and
///
///     y = x_0 x_1 ... x_{k-1},  k = DataParameters::directions.
///
/// There are 2^d points, so that samples of few inputs repeat each other. Drawn from
/// DataParameters::seed in the order of the samples; the same on every machine.
/// @throws InputError if k > d
DataSet make_parity(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
