// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// All columns of statistics.csv, in their order in the file. Scripts depend on names and order:
/// new columns come at the end.
const ColumnList &statistics_columns();

} // namespace rhoflow
