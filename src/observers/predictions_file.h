// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Writes `x0[,x1],y,prediction[,error]` with one line per sample of @p data to @p path, 17 digits.
/// @param errors estimated, absolute, one per sample; may be empty
/// @pre one value of @p predictions per sample. @throws RunError naming the path if that fails
void write_predictions(const std::string &path, const DataSet &data,
                       const std::vector<double> &predictions,
                       const std::vector<double> &errors = {});

} // namespace rhoflow
