// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// `step`, `time`, `dt`: accepted steps so far, t, the last step.
void add_progress_columns(ColumnList &columns);

/// `wall_time`: seconds since the start of the run.
void add_wall_time_column(ColumnList &columns);

} // namespace rhoflow
