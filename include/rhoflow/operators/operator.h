// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density.h"
#include "rhoflow/density/grid_field.h"
#include "rhoflow/operators/cell_groups.h"
#include "rhoflow/time/stage_update.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow {

/// One density at the time of a Runge-Kutta stage, as operators see it.
template <int dim>
struct OperatorInput {
  std::size_t index = 0;       ///< of the density in its state
  const Density<dim> &density; ///< what it is; scale and strength are those of the stage's time
  const GridField &potential;  ///< phi or psi at the stage's time, around the cells
  double time = 0.;            ///< of the stage
};

template <int dim>
class FusedOperator;

/// One term L(rho) of the right-hand side d_t rho = sum L(rho) of every density.
///
/// Densities are handed over one by one; what an operator needs of a density beyond the input it
/// prepares and keeps, by index. All functions may be called for several densities or groups of
/// cells at the same time.
template <int dim>
class Operator {
public:
  virtual ~Operator() = default;

  /// For messages and benchmarks.
  virtual std::string name() const = 0;

  /// Whether rho(-theta) = rho(theta) stays under this term, if potentials are even: a flow on half
  /// of the mesh takes no other ones.
  virtual bool keeps_reflection() const { return false; }

  /// Called for every density with cells on this process whenever potential and time have changed,
  /// before rate() and add().
  virtual void prepare(const OperatorInput<dim> &input) { (void)input; }

  /// The inverse of the largest step with which the time scheme is stable for this term alone, per
  /// unit time. The rates of all operators are added.
  virtual double rate(const OperatorInput<dim> &input) const = 0;

  /// Adds L(values) in the cells of @p range.
  /// @param values  of the stored cells; the neighbours' faces are valid
  /// @param rhs     of the first cell of @p range on, the layout of the values
  virtual void add(const OperatorInput<dim> &input, const CellRange &range,
                   const AlignedVector &values, double *rhs) const = 0;

  /// The operator's way to do a whole stage where it is the only one; null if it has none.
  virtual const FusedOperator<dim> *fused() const { return nullptr; }
};

/// An operator that makes right-hand side, update, error and moments of a stage in one pass over
/// the values.
template <int dim>
class FusedOperator {
public:
  virtual ~FusedOperator() = default;

  /// @param update,values,old,out,moments  see StagePass::run()
  virtual StageSums run_stage(const OperatorInput<dim> &input, const CellRange &range,
                              const StageUpdate &update, const AlignedVector &values,
                              const AlignedVector &old, AlignedVector &out,
                              std::vector<AlignedVector> &moments) const = 0;
};

} // namespace rhoflow
