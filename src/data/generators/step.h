// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// y_i = +1 where x_i >= x_0, else -1, on uniform_inputs(); x_0 = DataParameters::step_position.
DataSet make_step(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
