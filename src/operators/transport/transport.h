// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/stability.h"
#include "operators/transport/transport_operator.h"
#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/operators/operator.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The term div_theta( rho grad_theta Phi ) of all densities: TransportOperator on their spaces,
/// with the potentials of the present stage.
template <int dim>
class Transport : public Operator<dim>, public FusedOperator<dim> {
public:
  /// For the densities of @p state and the method with which they move.
  explicit Transport(const FlowState<dim> &state);

  std::string name() const override { return "transport"; }
  bool keeps_reflection() const override { return true; }
  void prepare(const OperatorInput<dim> &input) override;
  double rate(const OperatorInput<dim> &input) const override;
  void add(const OperatorInput<dim> &input, const CellRange &range, const AlignedVector &values,
           double *rhs) const override;
  const FusedOperator<dim> *fused() const override { return this; }
  StageSums run_stage(const OperatorInput<dim> &input, const CellRange &range,
                      const StageUpdate &update, const AlignedVector &values,
                      const AlignedVector &old, AlignedVector &out,
                      std::vector<AlignedVector> &moments) const override;

private:
  std::vector<ExplicitLimits> limits_;                                   ///< [density]
  std::vector<std::shared_ptr<const TransportOperator<dim>>> operators_; ///< [density], shared
  std::vector<TransportPotential> potentials_;                           ///< [density]
};

} // namespace rhoflow
