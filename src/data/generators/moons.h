// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// Two interleaving half circles of radius one: the first class, y = -1, at (cos a, sin a), the
/// second, y = +1, at (1 - cos a, 1/2 - sin a), a = pi (i + 1/2) / n_c. Moved by (-1/2, -1/4),
/// which makes the classes opposite points of each other, and divided by sqrt(37)/4, the distance
/// of the tips, to lie in the unit disk. Classes as in two_classes().
/// @throws InputError as two_classes() does
DataSet make_moons(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
