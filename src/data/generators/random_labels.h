// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// Independent random labels on uniform_inputs(): -1 or +1 with equal probability, or uniform on
/// [-1, 1), as DataParameters::random_labels says. The same for the same seed on every machine.
DataSet make_random_labels(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
