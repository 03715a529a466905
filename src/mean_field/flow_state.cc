// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/mean_field/flow_state.h"

#include "density/gather_cells.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/density/mirror.h"
#include "rhoflow/mean_field/network_evaluation.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

/// Who works on which cells. What a cell costs is proportional to its outer values.
template <int dim>
DensityPartition make_partition(const DensitySpaces<dim> &spaces, std::size_t n_slices,
                                unsigned int n_processes, const NoiseParameters &noise,
                                DensityPartition::Share share) {
  const auto divided = [](const DensitySpace<dim> &space) {
    const InnerMesh<dim> &mesh = space.mesh();
    return DividedDensity{double(space.stride()), mesh.n_cells(),
                          mesh.n_cells() / mesh.cells_per_side()};
  };
  std::vector<DividedDensity> densities(n_slices, divided(*spaces.encoder));
  if (spaces.head)
    densities.push_back(divided(*spaces.head));
  return DensityPartition(n_processes, densities,
                          // Diffusion couples all cells of a density at once.
                          noise.temperature > 0. ? DensityPartition::Parts::whole_densities
                                                 : DensityPartition::Parts::cells,
                          share);
}

std::string slice_name(std::size_t k, double depth) {
  std::ostringstream name;
  name << "slice " << k << " (s = " << depth << ")";
  return name.str();
}

} // namespace

template <int dim>
// NOLINTNEXTLINE(performance-unnecessary-value-param): is moved, which is not seen in a template
FlowState<dim> make_flow_state(std::shared_ptr<const MeanFieldProblem> problem,
                               const DensitySpaces<dim> &spaces, const Communicator &communicator,
                               DensityPartition::Share share) {
  RHOFLOW_PRECONDITION(problem != nullptr && spaces.encoder != nullptr,
                       "there is a problem and a space");
  RHOFLOW_PRECONDITION(share == DensityPartition::Share::all || can_be_halved(*problem, spaces),
                       "a flow that can be halved");
  RHOFLOW_PRECONDITION(problem->has_trained_head() == (spaces.head != nullptr),
                       "a space for a trained head");
  FlowState<dim> state;
  state.communicator = communicator;
  state.partition = std::make_shared<const DensityPartition>(
      make_partition(spaces, problem->depth.size(), communicator.size(), problem->noise, share));
  for (std::size_t k = 0; k < problem->n_densities(); ++k) {
    Density<dim> density;
    density.is_head = k >= problem->depth.size();
    density.space = density.is_head ? spaces.head : spaces.encoder;
    density.cells = state.partition->cells(communicator.rank(), k);
    if (density.is_head) {
      density.name = "head";
      density.trains = problem->network.trains_head();
    } else {
      density.depth = problem->depth.nodes()[k];
      density.weight = problem->depth.weights()[k];
      density.name = slice_name(k, density.depth);
      density.trains = problem->network.trains_encoder();
    }
    if (density.trains)
      density.noise = problem->noise.of(density.is_head);
    state.densities.push_back(std::move(density));
  }
  state.moments.fields.resize(state.densities.size());
  state.problem = std::move(problem);
  return state;
}

template <int dim>
bool can_be_halved(const MeanFieldProblem &problem, const DensitySpaces<dim> &spaces) {
  const auto has_equal_halves = [](const DensitySpace<dim> *space) {
    return space == nullptr ||
           (space->mesh().cells_per_side() % 2 == 0 && space->basis().limiter_cell_size() == 0);
  };
  return is_odd(problem.network.activation) && !(problem.noise.temperature > 0.) &&
         has_equal_halves(spaces.encoder.get()) && has_equal_halves(spaces.head.get());
}

template <int dim>
void sum_over_cells(const FlowState<dim> &state, double *values, std::size_t n) {
  state.communicator.sum(values, n);
  if (state.is_half())
    std::for_each(values, values + n, [](double &value) { value *= 2.; });
}

template <int dim>
void set_scales(FlowState<dim> &state, double time) {
  const Regularization &regularization = state.problem->regularization;
  for (Density<dim> &density : state.densities)
    if (!density.is_head) {
      density.scale = regularization.length_scale(time);
      density.strength = regularization.strength(time);
    }
}

template <int dim>
std::vector<GridField> all_potentials(const FlowState<dim> &state) {
  if (state.communicator.size() > 1)
    return all_potentials(*state.problem, state.grids(), state.moments, state.network);
  std::vector<GridField> potentials = state.network.potentials;
  if (state.is_half())
    for (std::size_t k = 0; k < potentials.size(); ++k)
      for (AlignedVector &component : potentials[k])
        fill_lower_rows(state.grid(k), component);
  return potentials;
}

template <int dim>
std::vector<double> predict(const FlowState<dim> &state, const std::vector<double> &inputs) {
  return predict(*state.problem, state.grids(), state.moments, inputs);
}

template <int dim>
AlignedVector gather_density(const FlowState<dim> &state, std::size_t k, unsigned int target) {
  RHOFLOW_PRECONDITION(k < state.densities.size(), "there is such a density");
  const Density<dim> &density = state.densities[k];
  AlignedVector whole = gather_cells(
      state.communicator, *state.partition, k, density.space->mesh().n_cells(),
      density.space->mesh().nodes_per_cell() * density.space->stride(), density.values, target);
  if (state.is_half() && state.communicator.rank() == target)
    fill_lower_half(*density.space, whole);
  return whole;
}

template <int dim>
void visit_density(const FlowState<dim> &state, std::size_t k,
                   const std::function<void(const AlignedVector &)> &action) {
  RHOFLOW_PRECONDITION(k < state.densities.size(), "there is such a density");
  if (state.communicator.size() == 1 && !state.is_half()) {
    action(state.densities[k].values);
    return;
  }
  const AlignedVector whole = gather_density(state, k, 0);
  state.communicator.on_root([&] { action(whole); });
}

template FlowState<2> make_flow_state(std::shared_ptr<const MeanFieldProblem>,
                                      const DensitySpaces<2> &, const Communicator &,
                                      DensityPartition::Share);
template FlowState<3> make_flow_state(std::shared_ptr<const MeanFieldProblem>,
                                      const DensitySpaces<3> &, const Communicator &,
                                      DensityPartition::Share);
template bool can_be_halved(const MeanFieldProblem &, const DensitySpaces<2> &);
template bool can_be_halved(const MeanFieldProblem &, const DensitySpaces<3> &);
template void sum_over_cells(const FlowState<2> &, double *, std::size_t);
template void sum_over_cells(const FlowState<3> &, double *, std::size_t);
template void set_scales(FlowState<2> &, double);
template void set_scales(FlowState<3> &, double);
template std::vector<GridField> all_potentials(const FlowState<2> &);
template std::vector<GridField> all_potentials(const FlowState<3> &);
template std::vector<double> predict(const FlowState<2> &, const std::vector<double> &);
template std::vector<double> predict(const FlowState<3> &, const std::vector<double> &);
template AlignedVector gather_density(const FlowState<2> &, std::size_t, unsigned int);
template AlignedVector gather_density(const FlowState<3> &, std::size_t, unsigned int);
template void visit_density(const FlowState<2> &, std::size_t,
                            const std::function<void(const AlignedVector &)> &);
template void visit_density(const FlowState<3> &, std::size_t,
                            const std::function<void(const AlignedVector &)> &);

} // namespace rhoflow
