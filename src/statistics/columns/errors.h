// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// The estimated errors of loss and second moments.
void add_error_columns(ColumnList &columns);

} // namespace rhoflow
