// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/operators/operator.h"
#include "rhoflow/operators/stage_pass.h"

#include <array>
#include <memory>
#include <vector>

namespace rhoflow {

/// The right-hand side of a flow: the sum of its operators.
///
/// Where one operator stands alone and knows how, it does a stage in one pass over the values.
/// Otherwise every operator adds to a right-hand side, one group of cells after the other, and
/// StagePass does the rest while the group is in the cache.
template <int dim>
class OperatorList {
public:
  using Terms = std::vector<std::unique_ptr<Operator<dim>>>;

  /// @pre there is at least one term
  OperatorList(const FlowState<dim> &state, Terms terms);

  /// Tells all terms of new potentials, scales and time. @param state evaluated at @p time
  void prepare(const FlowState<dim> &state, double time);

  /// The inverse of the largest stable step, of the densities that train here: the largest sum of
  /// the terms' rates. 0 if nothing moves. Not collective.
  double rate(const FlowState<dim> &state, double time) const;

  /// What a stage reads and writes of one density.
  struct StageValues {
    const AlignedVector *in, *old;
    AlignedVector *out;
    std::vector<AlignedVector> *moments; ///< see StagePass::run()
  };
  /// One stage of all densities that train; of each the sums over the cells of this process. The
  /// neighbours' faces in the values are valid. The same bits for any number of threads.
  std::vector<StageSums> run_stage(const FlowState<dim> &state, double time,
                                   const StageUpdate &update,
                                   const std::vector<StageValues> &values) const;

  /// L of all densities that train at values other than the state's.
  /// @param values,rhs [density], of the stored cells; nothing is read or written of densities that
  ///        do not train
  void right_hand_side(const FlowState<dim> &state, double time,
                       const std::vector<const AlignedVector *> &values, DensityList &rhs) const;
  /// L of all densities that train, zero for the others.
  DensityList right_hand_side(const FlowState<dim> &state) const;

private:
  /// A group of cells of a density.
  struct Task {
    std::size_t density;
    CellRange range;
  };
  std::vector<Task> tasks(const FlowState<dim> &state) const;
  /// Values of the cells of a task.
  static std::size_t n_values(const OperatorInput<dim> &input, const CellRange &range);
  /// The sum of all terms in the cells of @p range, @p rhs from the first of them on.
  void sum_terms(const OperatorInput<dim> &input, const CellRange &range,
                 const AlignedVector &values, double *rhs) const;

  Terms terms_;
  const FusedOperator<dim> *fused_; ///< the only term, if it can do stages
  std::vector<std::shared_ptr<const StagePass<dim>>> passes_; ///< [density], shared
  std::vector<CellGroups> groups_;                            ///< [density]
};

} // namespace rhoflow
