// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/confinement/kernels/line_drift.h"
#include "operators/kernels/outer_product.h"
#include "operators/transport/stability.h"
#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/operators/operator.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The term mu div_theta( theta rho ) of all densities that feel a confinement, and what noise does
/// to outer weights short of stiffness (OuterNoise::mild).
///
/// Inner weights: upwind discontinuous Galerkin with Gauss-Lobatto collocation and the velocity
/// -mu q at the nodes, direction by direction; the flux at a cell boundary is that of the cell from
/// which weights come, always the outer one. No flux leaves the box, so the mass is kept. Outer
/// weights: the matrix of the basis.
template <int dim>
class Confinement : public Operator<dim> {
public:
  /// For the densities of @p state and the method with which they move.
  explicit Confinement(const FlowState<dim> &state);

  std::string name() const override { return "confinement"; }
  bool keeps_reflection() const override { return true; }
  double rate(const OperatorInput<dim> &input) const override;
  void add(const OperatorInput<dim> &input, const CellRange &range, const AlignedVector &values,
           double *rhs) const override;

private:
  /// What it does to densities of one space that feel the same noise.
  struct Tables {
    Noise noise;
    std::vector<std::vector<double>> matrices; ///< [place of the cell along a direction]
    std::vector<CellDrift> drifts;             ///< the same
    OuterColumns outer;                        ///< OuterNoise::mild
    double rate = 0.;
  };
  std::shared_ptr<const Tables> make_tables(const Density<dim> &density,
                                            const ExplicitLimits &limits) const;

  std::vector<std::shared_ptr<const Tables>> tables_; ///< [density]; null where nothing acts
};

} // namespace rhoflow
