// SPDX-License-Identifier: Apache-2.0
#include "paraview/density_fields.h"

namespace rhoflow {

std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices) {
  std::vector<std::pair<std::string, std::size_t>> slices{{"first", 0}};
  if (n_slices > 2)
    slices.emplace_back("middle", n_slices / 2);
  if (n_slices > 1)
    slices.emplace_back("last", n_slices - 1);
  return slices;
}

template <int dim>
std::vector<NodalMarginals<dim>> all_marginals(const FlowState<dim> &state) {
  std::vector<NodalMarginals<dim>> marginals;
  for (std::size_t k = 0; k < state.densities.size(); ++k)
    marginals.push_back(nodal_marginals(state, k));
  return marginals;
}

template std::vector<NodalMarginals<2>> all_marginals(const FlowState<2> &);
template std::vector<NodalMarginals<3>> all_marginals(const FlowState<3> &);

} // namespace rhoflow
