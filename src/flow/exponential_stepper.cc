// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/flow/exponential_stepper.h"

#include "base/parallel_loop.h"
#include "flow/kernels/modal_update.h"
#include "operators/diffusion/diffusion_modes.h"
#include "rhoflow/base/precondition.h"
#include "time/exponential_scheme.h"

#include <algorithm>

namespace rhoflow {

/// Densities on one space with the same noise: their modes and the factors of a step.
template <int dim>
struct ExponentialStepper<dim>::Group {
  Noise noise;
  std::shared_ptr<const DensitySpace<dim>> space;
  std::unique_ptr<const DiffusionModes<dim>> modes; ///< null without noise: nodes take their place
  AlignedVector lambda;                             ///< [factor]
  AlignedVector half_flow, half_source, flow, source, middle, end;
  AlignedVector norm_weight; ///< [coefficient of a row]
  AlignedVector row_weight;  ///< [row]; empty: 1
  double dt = 0.;            ///< of the factors

  Group(const Density<dim> &density) : noise(density.noise), space(density.space) {
    const std::size_t rows = space->mesh().n_nodes();
    norm_weight = space->weight();
    if (noise.temperature > 0.) {
      modes = std::make_unique<const DiffusionModes<dim>>(space, noise);
      norm_weight = modes->norm_weights();
      const std::vector<double> &outer = modes->outer_eigenvalues();
      for (const double inner : modes->inner_eigenvalues())
        for (const double eigenvalue : outer)
          lambda.push_back(inner + eigenvalue);
    } else {
      lambda.assign(rows, 0.);
      for (unsigned int c = 0; c < space->mesh().n_cells(); ++c)
        for (unsigned int a = 0; a < space->mesh().nodes_per_cell(); ++a)
          row_weight.push_back(space->mesh().weight(c, a));
    }
    for (AlignedVector *factors : {&half_flow, &half_source, &flow, &source, &middle, &end})
      factors->resize(lambda.size());
  }

  /// Computes the factors of a step of length @p step.
  void set_step(double step) {
    if (step == dt)
      return;
    dt = step;
    constexpr std::size_t at_once = 4096;
    parallel_for((lambda.size() + at_once - 1) / at_once, [&](std::size_t part) {
      const std::size_t last = std::min(lambda.size(), (part + 1) * at_once);
      for (std::size_t i = part * at_once; i < last; ++i) {
        const ExponentialWeights weights = ExponentialWeights::of(lambda[i], dt);
        half_flow[i] = weights.half_flow;
        half_source[i] = weights.half_source;
        flow[i] = weights.flow;
        source[i] = weights.source;
        middle[i] = weights.middle;
        end[i] = weights.end;
      }
    });
  }

  ModalRows rows(std::size_t begin, std::size_t end_row) const {
    return {begin, end_row, space->stride(), modes != nullptr && modes->transforms_outer(),
            row_weight.empty() ? nullptr : row_weight.data()};
  }
};

template <int dim>
unsigned int ExponentialStepper<dim>::n_stages() {
  return ExponentialWeights::n_stages;
}

template <int dim>
double ExponentialStepper<dim>::time_of(unsigned int stage) {
  return ExponentialWeights::times.at(stage);
}

template <int dim>
unsigned int ExponentialStepper<dim>::error_order() {
  return ExponentialWeights::error_order;
}

template <int dim>
ExponentialStepper<dim>::ExponentialStepper(const FlowState<dim> &state) {
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Density<dim> &density = state.densities[k];
    RHOFLOW_PRECONDITION(density.cells.empty() ||
                             density.cells.size() == density.space->mesh().n_cells(),
                         "whole densities");
    std::shared_ptr<Group> group;
    if (density.trains && !density.cells.empty()) {
      for (const auto &other : groups_)
        if (other != nullptr && other->space == density.space && other->noise == density.noise)
          group = other;
      if (group == nullptr)
        group = std::make_shared<Group>(density);
    }
    groups_.push_back(group);
    const std::size_t size = group == nullptr ? 0 : density.values.size();
    for (DensityList *list : {&start_, &source_, &sum_, &stage_, &work_})
      list->emplace_back(size, 0.);
  }
}

template <int dim>
ExponentialStepper<dim>::~ExponentialStepper() = default;

template <int dim>
std::vector<typename ExponentialStepper<dim>::Task>
ExponentialStepper<dim>::tasks(const FlowState<dim> &state, bool transformed_only,
                               bool lines) const {
  // Their number does not depend on that of the threads, nor do the sums over them.
  constexpr std::size_t parts = 16;
  std::vector<Task> tasks;
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Group *group = groups_[k].get();
    if (group == nullptr || (transformed_only && group->modes == nullptr))
      continue;
    const std::size_t total = lines ? group->modes->n_lines() : group->space->mesh().n_nodes();
    for (std::size_t part = 0; part < parts; ++part)
      tasks.push_back({k, total * part / parts, total * (part + 1) / parts});
  }
  return tasks;
}

template <int dim>
void ExponentialStepper<dim>::to_modes(const FlowState<dim> &state,
                                       const std::vector<const AlignedVector *> &nodal,
                                       DensityList &modal) {
  for (std::size_t k = 0; k < groups_.size(); ++k)
    if (groups_[k] != nullptr && groups_[k]->modes == nullptr)
      std::copy(nodal[k]->begin(), nodal[k]->end(), modal[k].begin());
  const std::vector<Task> work = tasks(state, /*transformed_only*/ true, /*lines*/ true);
  for (unsigned int direction = 0; direction < dim; ++direction)
    parallel_for(work.size(), [&](std::size_t t) {
      const auto &[k, begin, end] = work[t];
      groups_[k]->modes->forward(direction, begin, end, *nodal[k], modal[k]);
    });
}

template <int dim>
void ExponentialStepper<dim>::to_nodes(const FlowState<dim> &state,
                                       const std::vector<AlignedVector *> &nodal) {
  for (std::size_t k = 0; k < groups_.size(); ++k)
    if (groups_[k] != nullptr && groups_[k]->modes == nullptr)
      std::copy(work_[k].begin(), work_[k].end(), nodal[k]->begin());
  const std::vector<Task> work = tasks(state, /*transformed_only*/ true, /*lines*/ true);
  for (unsigned int direction = dim; direction-- > 0;)
    parallel_for(work.size(), [&](std::size_t t) {
      const auto &[k, begin, end] = work[t];
      groups_[k]->modes->backward(direction, begin, end, work_[k], *nodal[k]);
    });
}

template <int dim>
std::vector<StageSums> ExponentialStepper<dim>::sum_squares(const FlowState<dim> &state,
                                                            const DensityList &a,
                                                            const DensityList &b) const {
  const std::vector<Task> work = tasks(state, /*transformed_only*/ false, /*lines*/ false);
  std::vector<StageSums> sums(work.size()), totals(state.densities.size());
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, begin, end] = work[t];
    const Group &group = *groups_[k];
    sums[t] = modal_error(group.rows(begin, end), group.end.data(), group.norm_weight.data(),
                          a[k].data(), b[k].data(), start_[k].data());
  });
  for (std::size_t t = 0; t < work.size(); ++t) {
    totals[work[t].density].error += sums[t].error;
    totals[work[t].density].norm += sums[t].norm;
  }
  return totals;
}

template <int dim>
std::vector<StageSums> ExponentialStepper<dim>::start(const FlowState<dim> &state) {
  std::vector<const AlignedVector *> values, sources;
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    values.push_back(&state.densities[k].values);
    sources.push_back(&work_[k]);
  }
  to_modes(state, values, start_);
  if (!knows_start_)
    to_modes(state, sources, source_);
  knows_start_ = true;
  return sum_squares(state, start_, start_);
}

template <int dim>
DensityList ExponentialStepper<dim>::rates(const FlowState<dim> &state) {
  const std::vector<Task> work = tasks(state, /*transformed_only*/ false, /*lines*/ false);
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, begin, end] = work[t];
    modal_rate(groups_[k]->rows(begin, end), groups_[k]->lambda.data(), start_[k].data(),
               source_[k].data(), work_[k].data());
  });
  DensityList result;
  std::vector<AlignedVector *> places;
  for (const Density<dim> &density : state.densities)
    result.emplace_back(density.values.size(), 0.);
  for (AlignedVector &rate : result)
    places.push_back(&rate);
  to_nodes(state, places);
  return result;
}

template <int dim>
void ExponentialStepper<dim>::advance(unsigned int stage, double dt, const FlowState<dim> &state,
                                      const std::vector<AlignedVector *> &out) {
  RHOFLOW_PRECONDITION(stage < n_stages(), "there is such a stage");
  for (const auto &group : groups_)
    if (group != nullptr)
      group->set_step(dt);
  const std::vector<Task> work = tasks(state, /*transformed_only*/ false, /*lines*/ false);
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, begin, end] = work[t];
    const Group &group = *groups_[k];
    const ModalRows rows = group.rows(begin, end);
    ModalStage modal{group.lambda.data(), group.flow.data(), nullptr,
                     start_[k].data(),    source_[k].data(), nullptr};
    if (stage < 2)
      modal.flow = group.half_flow.data();
    if (stage == 1) {
      modal.source = group.half_source.data();
      modal.x = sum_[k].data();
    } else if (stage == 2) {
      modal.source = group.source.data();
      modal.x = stage_[k].data();
    } else if (stage == 3) {
      modal.source = group.middle.data();
      modal.x = sum_[k].data();
    }
    modal_stage(rows, modal, work_[k].data());
    if (stage == 3)
      add_scaled_rows(rows, group.end.data(), stage_[k].data(), work_[k].data());
  });
  to_nodes(state, out);
}

template <int dim>
std::vector<StageSums> ExponentialStepper<dim>::take_stage(unsigned int stage,
                                                           const FlowState<dim> &state) {
  RHOFLOW_PRECONDITION(stage < n_stages(), "there is such a stage");
  std::vector<const AlignedVector *> sources;
  for (const AlignedVector &source : work_)
    sources.push_back(&source);
  // The first difference goes where the sum of the first two is built, the right-hand side at the
  // end where that is no longer needed.
  to_modes(state, sources, stage == 0 || stage == 3 ? sum_ : stage_);
  const std::vector<Task> work = tasks(state, /*transformed_only*/ false, /*lines*/ false);
  parallel_for(work.size(), [&](std::size_t t) {
    const auto &[k, begin, end] = work[t];
    const ModalRows rows = groups_[k]->rows(begin, end);
    if (stage == 0) {
      subtract_rows(rows, source_[k].data(), sum_[k].data());
    } else if (stage < 3) {
      subtract_rows(rows, source_[k].data(), stage_[k].data());
      if (stage == 1)
        add_rows(rows, stage_[k].data(), sum_[k].data());
    } else {
      add_rows(rows, source_[k].data(), stage_[k].data());
    }
  });
  if (stage + 1 < n_stages())
    return {};
  return sum_squares(state, stage_, sum_);
}

template <int dim>
void ExponentialStepper<dim>::accept() {
  std::swap(source_, sum_);
}

template <int dim>
std::size_t ExponentialStepper<dim>::memory() const {
  std::size_t bytes = 0;
  for (const DensityList *list : {&start_, &source_, &sum_, &stage_, &work_})
    for (const AlignedVector &values : *list)
      bytes += values.size() * sizeof(double);
  return bytes;
}

template class ExponentialStepper<2>;
template class ExponentialStepper<3>;

} // namespace rhoflow
