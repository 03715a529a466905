// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// `loss` E, `regularization` lambda e^{-t} int int |theta|^2 rho, `objective`, their sum, which
/// the flow decreases, and `dissipation` = -d objective / dt.
void add_energy_columns(ColumnList &columns);

} // namespace rhoflow
