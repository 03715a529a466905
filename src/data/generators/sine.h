// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// y_i = sin(pi f x_i) on uniform_inputs(), f = DataParameters::frequency.
DataSet make_sine(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
