// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// r_squared, test_loss and test_r_squared, see Fit.
void add_fit_columns(ColumnList &columns);

} // namespace rhoflow
