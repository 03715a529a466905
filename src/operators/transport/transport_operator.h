// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/cell_transport.h"
#include "operators/transport/kernels/transport_rates.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/density/grid_field.h"
#include "rhoflow/density/local_cells.h"
#include "rhoflow/operators/cell_groups.h"

#include <array>
#include <memory>

namespace rhoflow {

/// The potential of one density with the normal derivatives at cell boundaries that go with it.
struct TransportPotential {
  const GridField *phi = nullptr;                          ///< [component] on the inner grid
  std::array<std::vector<AlignedVector>, 3> face_gradient; ///< [direction][component]
  double velocity_scale = 1.;                              ///< 1/l of the scaled weights
};

/// d_t rho = div_theta( rho grad_theta Phi ), Phi = u.phi, discretized on one density space.
///
/// Inner weights: upwind discontinuous Galerkin, Gauss-Lobatto collocation; the velocity within a
/// cell is the derivative of the interpolated potential, the one at cell boundaries comes from the
/// polynomial through both cells (single-valued). Then int Phi d_t rho = -int |grad_h Phi|^2 rho
/// exactly. Outer weights: the basis' transport matrix. No flux leaves the box, so the mass is
/// kept.
template <int dim>
class TransportOperator {
public:
  explicit TransportOperator(std::shared_ptr<const DensitySpace<dim>> space);

  const DensitySpace<dim> &space() const { return *space_; }

  /// Prepares @p potential for the use with this operator; @p phi must outlive it.
  void prepare(const GridField &phi, double velocity_scale, TransportPotential &potential) const;

  /// The work items of apply() and rates().
  const CellGroups &groups() const { return groups_; }

  /// One Runge-Kutta stage on some cells (see transport_cells()). Different cells may be worked on
  /// at the same time.
  /// @param cells  whose stored values the arrays hold; the neighbours' faces in @p in are valid
  /// @param range  among @p cells
  /// @param moments [component]: sum_j weight_j u_kj out_j per node of @p cells; resized by the
  ///        caller to n_components() arrays
  StageSums apply(const TransportPotential &potential, const StageUpdate &update,
                  const LocalCells &cells, const CellRange &range, const AlignedVector &in,
                  const AlignedVector &old, AlignedVector &out,
                  std::vector<AlignedVector> &moments) const;

  /// Adds the right-hand side alone, in the cells of @p range.
  /// @param rhs of the first cell of @p range on
  void add(const TransportPotential &potential, const LocalCells &cells, const CellRange &range,
           const AlignedVector &in, double *rhs) const;

  /// What the step size has to respect: the largest rates in @p cells.
  TransportRates rates(const TransportPotential &potential, const LocalCells &cells) const;

private:
  void fill_outer_tables();
  StagePotential stage_potential(const TransportPotential &potential) const;

  std::shared_ptr<const DensitySpace<dim>> space_;
  TransportTables tables_;
  CellGroups groups_;
  double largest_outer_ = 0.;
};

} // namespace rhoflow
