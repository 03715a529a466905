// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/time/stage_update.h"

#include <array>
#include <cstddef>

namespace rhoflow {

/// What the update of a stage reads of the outer weights, tables of @p stride numbers.
struct RowTables {
  std::size_t stride = 8;
  const double *norm_weight = nullptr;           ///< of the norm of the step control
  std::array<const double *, 2> moment_weight{}; ///< per component; null beyond the last
};

/// Update, error and first moments of @p n_rows rows of outer values whose right-hand side is
/// known, see StageUpdate.
/// @param row_weight quadrature weight of every row in error and norm
/// @param moments [component][row]: sum_j moment_weight_j out_j
StageSums update_rows(const RowTables &tables, const StageUpdate &update, std::size_t n_rows,
                      const double *row_weight, const double *in, const double *old,
                      const double *rhs, double *out, const std::array<double *, 2> &moments);

} // namespace rhoflow
