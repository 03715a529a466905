// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// `mass_drift`: the largest relative change of a density's mass since the start; `min_density`:
/// the smallest nodal value of all densities. Of densities only.
void add_mass_columns(ColumnList &columns);

/// `second_moment_encoder` int_0^1 int |theta|^2 rho dtheta ds and `second_moment_head`
/// int |omega|^2 tau, 0 for a fixed head.
void add_second_moment_columns(ColumnList &columns);

/// `resolution_outer`, `resolution_inner`: see Resolution. Of densities only.
void add_resolution_columns(ColumnList &columns);

} // namespace rhoflow
