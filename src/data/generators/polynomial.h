// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// y_i = sum_k c_k x_i^k on uniform_inputs(), c = DataParameters::coefficients.
DataSet make_polynomial(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
