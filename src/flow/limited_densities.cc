// SPDX-License-Identifier: Apache-2.0
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
std::vector<LimiterWork>
LimitedDensities<dim>::apply(const FlowState<dim> &state,
                             const std::vector<AlignedVector *> &values) const {
  RHOFLOW_PRECONDITION(values.size() == state.densities.size(), "values of every density");
  std::vector<std::array<std::size_t, 2>> tasks; // density, cell
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Density<dim> &density = state.densities[k];
    for (unsigned int c = density.cells.first; c < density.cells.last && density.trains; ++c)
      tasks.push_back({k, c});
  }
  std::vector<LimiterWork> work(tasks.size());
  parallel_for(tasks.size(), [&](std::size_t task) {
    const auto [k, c] = tasks[task];
    const auto cell = static_cast<unsigned int>(c);
    work[task] = limiters_[k]->apply(state.densities[k].cells, cell, cell + 1, *values[k]);
  });
  std::vector<LimiterWork> total(state.densities.size());
  std::vector<double> changes(total.size(), 0.);
  for (std::size_t task = 0; task < tasks.size(); ++task) {
    const std::size_t k = tasks[task][0];
    total[k].smallest_mean = std::min(total[k].smallest_mean, work[task].smallest_mean);
    changes[k] += work[task].change;
  }
  state.communicator.sum(changes.data(), changes.size());
  for (std::size_t k = 0; k < total.size(); ++k)
    total[k] = {state.communicator.minimum(total[k].smallest_mean), changes[k]};
  return total;
}

template class LimitedDensities<2>;
template class LimitedDensities<3>;

} // namespace rhoflow
