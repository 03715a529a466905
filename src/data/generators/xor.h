// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// y = -sign(x_0 x_1): independent points, uniform in the square of half width 1/sqrt(2), the
/// largest in the unit disk, from DataParameters::seed. The quadrants take turns, so that the
/// classes are balanced: the first class, y = -1, fills first and third quadrant, the second one
/// the others. Classes as in two_classes(); the same for the same seed on every machine.
/// @throws InputError as two_classes() does
DataSet make_xor(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
