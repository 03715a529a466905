// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/first_moments.h"
#include "rhoflow/density/local_cells.h"
#include "rhoflow/operators/cell_groups.h"
#include "rhoflow/time/stage_update.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The second pass of a Runge-Kutta stage of one density, for right-hand sides that several
/// operators have made: out = a_old old + a_in in + a_rhs rhs, the error estimate, and the first
/// moments of the result.
template <int dim>
class StagePass {
public:
  explicit StagePass(std::shared_ptr<const DensitySpace<dim>> space);

  /// @param cells   whose stored values the arrays hold
  /// @param range   among @p cells; different ranges may be worked on at the same time
  /// @param rhs     of the first cell of @p range on
  /// @param old     may be @p out or @p in
  /// @param moments [component]: sum_j weight_j u_kj out_j per node of @p cells
  StageSums run(const StageUpdate &update, const LocalCells &cells, const CellRange &range,
                const AlignedVector &in, const AlignedVector &old, const double *rhs,
                AlignedVector &out, std::vector<AlignedVector> &moments) const;

private:
  std::shared_ptr<const DensitySpace<dim>> space_;
  FirstMoments<dim> moments_;
  std::vector<double> node_weight_; ///< [node]
};

} // namespace rhoflow
