// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Writes `x0[,x1],y,prediction` with one line per sample of @p data to @p path, 17 digits.
/// @pre one value of @p predictions per sample. @throws RunError naming the path if that fails
void write_predictions(const std::string &path, const DataSet &data,
                       const std::vector<double> &predictions);

} // namespace rhoflow
