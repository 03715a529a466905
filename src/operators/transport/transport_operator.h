#pragma once

#include "density/density_space.h"
#include "density/local_cells.h"
#include "depth/vector_field.h"
#include "operators/transport/kernels/cell_transport.h"
#include "operators/transport/kernels/transport_rates.h"

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

  /// Work is cut into groups of cells whose number does not depend on the number of threads.
  std::size_t n_groups(const LocalCells &cells) const {
    return (cells.size() + cells_per_group_ - 1) / cells_per_group_;
  }
  std::size_t n_groups() const { return n_groups(all_cells()); }

  /// One Runge-Kutta stage on one group (see transport_cells()). Groups may run concurrently.
  /// @param cells  whose stored values the arrays hold; the neighbours' faces in @p in are valid
  /// @param moments [component]: sum_j weight_j u_kj out_j per node; resized by the caller to
  ///        n_components() arrays with the nodes of @p cells
  StageSums apply(const TransportPotential &potential, const StageUpdate &update,
                  const LocalCells &cells, std::size_t group, const AlignedVector &in,
                  const AlignedVector &old, AlignedVector &out,
                  std::vector<AlignedVector> &moments) const;
  StageSums apply(const TransportPotential &potential, const StageUpdate &update, std::size_t group,
                  const AlignedVector &in, const AlignedVector &old, AlignedVector &out,
                  std::vector<AlignedVector> &moments) const {
    return apply(potential, update, all_cells(), group, in, old, out, moments);
  }

  /// Moments of the nodes of @p cells, times quadrature weight, summed onto the inner grid.
  void collect_moments(const LocalCells &cells, const std::vector<AlignedVector> &node_moments,
                       GridField &moments) const;
  /// The same from a density.
  void compute_moments(const LocalCells &cells, const AlignedVector &density,
                       GridField &moments) const;
  void compute_moments(const AlignedVector &density, GridField &moments) const {
    compute_moments(all_cells(), density, moments);
  }

  /// What the step size has to respect: the largest rates in @p cells.
  TransportRates rates(const TransportPotential &potential, const LocalCells &cells) const;
  TransportRates rates(const TransportPotential &potential) const {
    return rates(potential, all_cells());
  }

private:
  LocalCells all_cells() const { return LocalCells::all(space_->mesh().n_cells()); }
  void fill_outer_tables();

  std::shared_ptr<const DensitySpace<dim>> space_;
  TransportTables tables_;
  std::size_t cells_per_group_;
  double largest_outer_ = 0.;
  std::vector<std::size_t> grid_index_; ///< [node]
  std::vector<double> node_weight_;     ///< [node]
};

} // namespace rhoflow
