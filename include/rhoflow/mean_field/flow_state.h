// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/density/density.h"
#include "rhoflow/density/density_partition.h"
#include "rhoflow/density/mirror.h"
#include "rhoflow/mean_field/network_evaluation.h"
#include "rhoflow/mean_field/problem.h"

#include <functional>
#include <memory>
#include <vector>

namespace rhoflow {

/// A mean-field network in training at one time: its densities, and what follows from them. Plain
/// data; the stages of the method and all diagnostics are functions of a const state.
///
/// Of several processes each holds the values of some cells of the densities, everything else all
/// hold. Potentials are valid around the cells of the process, see all_potentials().
///
/// Of densities that the reflection theta -> -theta leaves as they are only the upper half of the
/// cells may be there (mirror.h).
template <int dim>
struct FlowState {
  std::shared_ptr<const MeanFieldProblem> problem;
  Communicator communicator;                         ///< those who share the densities
  std::shared_ptr<const DensityPartition> partition; ///< and how

  double time = 0.;       ///< t, dimensionless
  double last_step = 0.;  ///< dt of the step that led here
  double last_error = 0.; ///< its estimated error, relative, in the densities' natural norm
  unsigned long n_steps = 0;
  std::vector<Density<dim>> densities; ///< one per depth node, and a trained head's
  NetworkMoments moments;              ///< of the densities
  NetworkState network;                ///< forward solve, adjoint, residuals, loss, potentials

  std::size_t n_slices() const { return problem->depth.size(); }
  bool has_head() const { return densities.size() > n_slices(); }
  const DensitySpace<dim> &space(std::size_t k) const { return *densities[k].space; }
  /// Whether the densities are those of the upper half of the cells only.
  bool is_half() const { return partition->is_half(); }
  /// The inner grid of density @p k.
  const TensorGrid &grid(std::size_t k) const { return densities[k].space->mesh().grid(); }
  NetworkGrids grids() const {
    NetworkGrids list;
    for (const Density<dim> &density : densities)
      list.push_back(density.space->mesh().grid());
    return list;
  }
};

/// A state at t = 0 whose densities have no values yet: they are the caller's to fill, with
/// stored_part(). Moments and network are filled by GradientFlow.
/// @param share upper_half: all starts have to be symmetric, see can_be_halved()
template <int dim>
FlowState<dim> make_flow_state(std::shared_ptr<const MeanFieldProblem> problem,
                               const DensitySpaces<dim> &spaces,
                               const Communicator &communicator = {},
                               DensityPartition::Share share = DensityPartition::Share::all);

/// Whether a flow of @p problem keeps rho(-theta) = rho(theta) if it holds at the start, and can
/// work on half of the cells of @p spaces: an odd activation, an even number of cells per side, no
/// noise, whose diffusion is solved on whole densities, and no limiter, whose decisions hang on
/// rounding, so that the halves of a whole density differ by what it does (1e-5 was seen).
template <int dim>
bool can_be_halved(const MeanFieldProblem &problem, const DensitySpaces<dim> &spaces);

/// Sums integrals over the cells of all processes, and over both halves where only one is worked
/// on: of functions with f(-theta) = f(theta), which all are whose integral does not vanish.
/// Collective.
template <int dim>
void sum_over_cells(const FlowState<dim> &state, double *values, std::size_t n);

/// Calls @p action with the part of density @p k that this process has, and with its image where
/// only one half is worked on.
template <int dim, typename Action>
void for_each_half(const FlowState<dim> &state, std::size_t k, const Action &action) {
  action(state.densities[k]);
  if (state.is_half())
    action(mirrored(state.densities[k]));
}

/// Puts the length scale and the strength of the regulariser at @p time into the densities.
template <int dim>
void set_scales(FlowState<dim> &state, double time);

/// The potentials of all densities on the whole inner grid, whatever cells this process has.
template <int dim>
std::vector<GridField> all_potentials(const FlowState<dim> &state);

/// Predictions f(x) for other inputs, [sample][component]. Not collective.
/// @throws RunError as solve_forward() does
template <int dim>
std::vector<double> predict(const FlowState<dim> &state, const std::vector<double> &inputs);

/// Density @p k whole on process @p target, empty on the others. Collective.
template <int dim>
AlignedVector gather_density(const FlowState<dim> &state, std::size_t k, unsigned int target);

/// Calls @p action on the first process with density @p k whole. Collective: what the action throws
/// all processes throw.
template <int dim>
void visit_density(const FlowState<dim> &state, std::size_t k,
                   const std::function<void(const AlignedVector &)> &action);

} // namespace rhoflow
