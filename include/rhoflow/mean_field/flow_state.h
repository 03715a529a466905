// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/density/density.h"
#include "rhoflow/density/density_partition.h"
#include "rhoflow/mean_field/network_state.h"
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
  /// The inner grid of all densities.
  const TensorGrid &grid() const { return densities.front().space->mesh().grid(); }
};

/// A state at t = 0 whose densities have no values yet: they are the caller's to fill, with
/// stored_part(). Moments and network are filled by GradientFlow.
template <int dim>
FlowState<dim> make_flow_state(std::shared_ptr<const MeanFieldProblem> problem,
                               const DensitySpaces<dim> &spaces,
                               const Communicator &communicator = {});

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
