// SPDX-License-Identifier: Apache-2.0
#include "paraview/density_output.h"

#include "paraview/density_fields.h"
#include "paraview/trajectory_lines.h"

namespace rhoflow {

template <int dim>
void DensityOutput<dim>::write(const FlowState<dim> &state) {
  const double time = state.time;
  const std::size_t head = state.n_slices();
  std::vector<GridField> potentials; // of the first process
  state.communicator.on_root([&] { potentials = all_potentials(state); });
  const std::vector<NodalMarginals<dim>> marginals = all_marginals(state);
  if constexpr (dim == 2) {
    auto names = chosen_slices(state.n_slices());
    for (auto &name : names)
      name.first.insert(0, "encoder_");
    if (state.has_head())
      names.emplace_back("head", head);
    for (const auto &[name, index] : names) {
      const std::string &series = name;
      const std::size_t k = index;
      visit_density<dim>(state, k, [&](const AlignedVector &whole) {
        series_.write(
            series,
            full_density_field(state.densities[k], whole, marginals[k], potentials[k], points_),
            time);
      });
    }
  }
  state.communicator.on_root([&] {
    if constexpr (dim == 2) {
      series_.write("marginals", inner_stack_field(state, potentials, marginals, points_), time);
    } else {
      for (const auto &[name, index] : chosen_slices(state.n_slices()))
        series_.write("inner_" + name, inner_field(state, potentials, marginals, index, points_),
                      time);
      series_.write("pairs", pair_stack_field(state, marginals, points_), time);
      if (state.has_head()) {
        series_.write("head_inner", inner_field(state, potentials, marginals, head, points_), time);
        series_.write("head_pairs", head_pair_field(state, marginals, points_), time);
      }
      series_.write("decision", decision_field(state, points_), time);
    }
    series_.write("trajectories",
                  trajectory_lines(state.problem->data, state.problem->depth, state.network), time);
  });
  series_.finish_time();
}

template class DensityOutput<2>;
template class DensityOutput<3>;

} // namespace rhoflow
