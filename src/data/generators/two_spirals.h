// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// Two interleaving spirals. A class of n_c samples has s_i = (i + 1/2) / n_c, radius
/// r_0 + (r_1 - r_0) s_i and angle 2 pi T s_i with T = DataParameters::turns,
/// r_0 = DataParameters::inner_radius, r_1 = DataParameters::outer_radius. The first class,
/// y = -1, stands there, the second, y = +1, at the opposite points. Classes as in two_classes().
/// @throws InputError if r_0 >= r_1, or as two_classes() does
DataSet make_two_spirals(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
