// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// Two concentric rings about the origin: the first class, y = -1, on the unit circle, the second,
/// y = +1, on the circle of radius 1/2, each at the angles 2 pi (i + 1/2) / n_c. Classes as in
/// two_classes(). @throws InputError as two_classes() does
DataSet make_circles(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
