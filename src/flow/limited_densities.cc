#include "rhoflow/flow/limited_densities.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <array>

namespace rhoflow {

template <int dim>
LimitedDensities<dim>::LimitedDensities(const FlowState<dim> &state) {
  if (state.space(0).basis().limiter_cell_size() == 0)
    return;
  limiters_ = share_by_space(state.densities, [](const Density<dim> &density) {
    return std::make_shared<const PositivityLimiter<dim>>(*density.space);
  });
}

template <int dim>
bool LimitedDensities<dim>::apply(const FlowState<dim> &state,
                                  const std::vector<AlignedVector *> &values) const {
  RHOFLOW_PRECONDITION(values.size() == state.densities.size(), "values of every density");
  std::vector<std::array<std::size_t, 2>> tasks; // density, cell
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Density<dim> &density = state.densities[k];
    for (unsigned int c = density.cells.first; c < density.cells.last && density.trains; ++c)
      tasks.push_back({k, c});
  }
  std::vector<double> smallest(tasks.size() + 1, 0.); // also where there is no cell
  parallel_for(tasks.size(), [&](std::size_t task) {
    const auto [k, c] = tasks[task];
    const auto cell = static_cast<unsigned int>(c);
    smallest[task] = limiters_[k]->apply(state.densities[k].cells, cell, cell + 1, *values[k]);
  });
  return state.communicator.minimum(*std::min_element(smallest.begin(), smallest.end())) >= 0.;
}

template class LimitedDensities<2>;
template class LimitedDensities<3>;

} // namespace rhoflow
