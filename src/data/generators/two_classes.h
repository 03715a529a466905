// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <array>
#include <functional>

namespace rhoflow {

/// Place of sample @p index < @p count of the first or second class.
using ClassPoint =
    std::function<std::array<double, 2>(bool second, unsigned int index, unsigned int count)>;

/// Two inputs and two classes: ceil(n/2) samples with y = -1, then floor(n/2) with y = +1, at the
/// places that @p point gives.
/// @throws InputError if @p samples < 2
DataSet two_classes(unsigned int samples, const ClassPoint &point);

} // namespace rhoflow
