// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/time/stage_update.h"

#include <cstddef>

namespace rhoflow {

/// Rows of coefficients, and the factors of a stage in front of them: one number a row, or, where
/// outer weights are modes as well, one number a coefficient.
struct ModalRows {
  std::size_t begin = 0, end = 0; ///< rows
  std::size_t stride = 8;         ///< of a row
  bool factor_per_coefficient = false;
  const double *row_weight = nullptr; ///< [row]: of squares in norms; null: 1

  /// Place of the first factor of row @p row.
  std::size_t factor(std::size_t row) const { return factor_per_coefficient ? row * stride : row; }
};

/// One stage of ExponentialWeights: out = u + flow F + source X, F = n + lambda u.
/// @param lambda,flow,source factors, see ModalRows  @param source,x may be null: no such term
struct ModalStage {
  const double *lambda, *flow, *source;
  const double *u, *n; ///< coefficients of the start and of its right-hand side without lambda u
  const double *x;
};
void modal_stage(const ModalRows &rows, const ModalStage &stage, double *out);

/// out = n + lambda u on the rows.
void modal_rate(const ModalRows &rows, const double *lambda, const double *u, const double *n,
                double *out);

/// a -= b on the rows, all rows as they are.
void subtract_rows(const ModalRows &rows, const double *b, double *a);
/// a += b on the rows.
void add_rows(const ModalRows &rows, const double *b, double *a);
/// out += factor x on the rows.
void add_scaled_rows(const ModalRows &rows, const double *factor, const double *x, double *out);

/// The sums of squares, with @p weight [coefficient of a row] and ModalRows::row_weight, of
/// factor (a - b) and of @p u.
StageSums modal_error(const ModalRows &rows, const double *factor, const double *weight,
                      const double *a, const double *b, const double *u);

} // namespace rhoflow
