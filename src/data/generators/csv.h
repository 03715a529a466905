// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// The samples of the CSV file DataParameters::file, relative to @p directory, see read_samples().
/// @throws InputError if no file is given, or as read_samples() does
DataSet make_from_csv(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
