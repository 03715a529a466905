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
    return std::make_shared<const PositivityLimiter<dim>>(
        *density.space,
        density.noise.temperature > 0. ? NegativeMeans::emptied : NegativeMeans::kept);
  });
}

namespace {

/// Of the mass of a density; more in a step means that it is too long or the mesh too coarse.
constexpr double most_emptied = 1e-6;

/// Takes the mass that emptied cells have gained from all values, in proportion.
void give_back(LimiterWork &work, AlignedVector &values) {
  if (!(work.emptied > 0.))
    return;
  if (work.emptied > most_emptied * work.mass) {
    work.smallest_mean = -work.emptied;
    return;
  }
  const double factor = work.mass / (work.mass + work.emptied);
  for (double &value : values)
    value *= factor;
}

} // namespace

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
  for (std::size_t task = 0; task < tasks.size(); ++task)
    total[tasks[task][0]] += work[task];
  for (std::size_t k = 0; k < total.size(); ++k) {
    double sums[] = {total[k].change, total[k].mass, total[k].emptied};
    sum_over_cells(state, sums, 3);
    total[k] = {state.communicator.minimum(total[k].smallest_mean), sums[0], sums[1], sums[2]};
    give_back(total[k], *values[k]);
  }
  return total;
}

template class LimitedDensities<2>;
template class LimitedDensities<3>;

} // namespace rhoflow
