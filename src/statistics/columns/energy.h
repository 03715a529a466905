// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "statistics/column.h"

namespace rhoflow {

/// `loss` E, `regularization` lambda e^{-t} int int |theta|^2 rho, `objective`, their sum, which
/// the flow decreases, and `dissipation` = -d objective / dt.
void add_energy_columns(ColumnList &columns);
/// kappa int rho ln rho, which finite networks do not have.
void add_entropy_column(ColumnList &columns);

} // namespace rhoflow
