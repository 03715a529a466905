// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// The estimated errors of loss, second moments, dissipation and entropy.
void add_error_columns(ColumnList &columns);

} // namespace rhoflow
