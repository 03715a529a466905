// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/operators/operator_list.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

template <int dim>
OperatorInput<dim> input_of(const FlowState<dim> &state, std::size_t k, double time) {
  return {k, state.densities[k], state.network.potentials[k], time};
}

} // namespace

template <int dim>
OperatorList<dim>::OperatorList(const FlowState<dim> &state, Terms terms)
    : terms_(std::move(terms)), fused_(terms_.size() == 1 ? terms_.front()->fused() : nullptr) {
  RHOFLOW_PRECONDITION(!terms_.empty(), "there is at least one term");
  if (state.is_half())
    for (const auto &term : terms_)
      if (!term->keeps_reflection())
        throw InputError("Weights/Use symmetry = true: the operator '" + term->name() +
                         "' does not keep rho(-theta) = rho(theta); set it to false");
  for (const Density<dim> &density : state.densities)
    groups_.push_back(CellGroups::of(*density.space));
  if (fused_ == nullptr)
    passes_ = share_by_space(state.densities, [](const Density<dim> &density) {
      return std::make_shared<const StagePass<dim>>(density.space);
    });
}

template <int dim>
void OperatorList<dim>::prepare(const FlowState<dim> &state, double time) {
  parallel_for(state.densities.size(), [&](std::size_t k) {
    if (!state.densities[k].cells.empty())
      for (const auto &term : terms_)
        term->prepare(input_of(state, k, time));
  });
}

template <int dim>
double OperatorList<dim>::rate(const FlowState<dim> &state, double time) const {
  std::vector<double> rates(state.densities.size());
  parallel_for(rates.size(), [&](std::size_t k) {
    if (!state.densities[k].cells.empty() && state.densities[k].trains)
      for (const auto &term : terms_)
        rates[k] += term->rate(input_of(state, k, time));
  });
  return *std::max_element(rates.begin(), rates.end());
}

template <int dim>
std::vector<typename OperatorList<dim>::Task>
OperatorList<dim>::tasks(const FlowState<dim> &state) const {
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const LocalCells &cells = state.densities[k].cells;
    if (state.densities[k].trains)
      for (std::size_t group = 0; group < groups_[k].count(cells); ++group)
        tasks.push_back({k, groups_[k].range(cells, group)});
  }
  return tasks;
}

template <int dim>
std::size_t OperatorList<dim>::n_values(const OperatorInput<dim> &input, const CellRange &range) {
  const DensitySpace<dim> &space = *input.density.space;
  return (range.end - range.begin) * space.mesh().nodes_per_cell() * space.stride();
}

template <int dim>
void OperatorList<dim>::sum_terms(const OperatorInput<dim> &input, const CellRange &range,
                                  const AlignedVector &values, double *rhs) const {
  std::fill_n(rhs, n_values(input, range), 0.);
  for (const auto &term : terms_)
    term->add(input, range, values, rhs);
}

template <int dim>
std::vector<StageSums> OperatorList<dim>::run_stage(const FlowState<dim> &state, double time,
                                                    const StageUpdate &update,
                                                    const std::vector<StageValues> &values) const {
  RHOFLOW_PRECONDITION(values.size() == state.densities.size(), "values of every density");
  const std::vector<Task> work = tasks(state);
  std::vector<StageSums> sums(work.size());
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, range] = work[t];
    const OperatorInput<dim> input = input_of(state, k, time);
    const StageValues &density = values[k];
    if (fused_ != nullptr) {
      sums[t] = fused_->run_stage(input, range, update, *density.in, *density.old, *density.out,
                                  *density.moments);
    } else {
      AlignedVector rhs(n_values(input, range));
      sum_terms(input, range, *density.in, rhs.data());
      sums[t] = passes_[k]->run(update, input.density.cells, range, *density.in, *density.old,
                                rhs.data(), *density.out, *density.moments);
    }
  });
  std::vector<StageSums> totals(state.densities.size());
  for (std::size_t t = 0; t < work.size(); ++t) {
    totals[work[t].density].error += sums[t].error;
    totals[work[t].density].norm += sums[t].norm;
  }
  return totals;
}

template <int dim>
void OperatorList<dim>::right_hand_side(const FlowState<dim> &state, double time,
                                        const std::vector<const AlignedVector *> &values,
                                        DensityList &rhs) const {
  RHOFLOW_PRECONDITION(values.size() == state.densities.size() && rhs.size() == values.size(),
                       "values of every density");
  const std::vector<Task> work = tasks(state);
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, range] = work[t];
    const OperatorInput<dim> input = input_of(state, k, time);
    const CellRange before{state.densities[k].cells.stored_first, range.begin};
    sum_terms(input, range, *values[k], rhs[k].data() + n_values(input, before));
  });
}

template <int dim>
DensityList OperatorList<dim>::right_hand_side(const FlowState<dim> &state) const {
  DensityList result;
  std::vector<const AlignedVector *> values;
  for (const Density<dim> &density : state.densities) {
    result.emplace_back(density.values.size(), 0.);
    values.push_back(&density.values);
  }
  right_hand_side(state, state.time, values, result);
  return result;
}

template class OperatorList<2>;
template class OperatorList<3>;

} // namespace rhoflow
