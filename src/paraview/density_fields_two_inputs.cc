// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/decision_function.h"
#include "diagnostics/density_sampler.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"
#include "paraview/image_axes.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// How many boxes the outer weights of the densities [first, last), on one space, need beyond R.
unsigned int common_margin(const FlowState<3> &state,
                           const std::vector<NodalMarginals<3>> &marginals, std::size_t first,
                           std::size_t last, unsigned int points) {
  unsigned int margin = 0;
  for (std::size_t j = first; j < last; ++j)
    margin = std::max(margin, needed_margin(state.space(j), marginals[j], points));
  return margin;
}

/// The marginals of all pairs of coordinates of the densities [first, last), which share a space
/// and a length scale: [pair][density].
std::vector<std::vector<std::vector<double>>>
sample_pairs(const FlowState<3> &state, const std::vector<NodalMarginals<3>> &marginals,
             const DensitySampler<3> &sampler, std::size_t first, std::size_t last) {
  std::vector<std::vector<std::vector<double>>> pairs;
  const unsigned int n = marginals[first].n_coordinates();
  for (unsigned int i = 0; i < n; ++i)
    for (unsigned int k = i + 1; k < n; ++k) {
      pairs.emplace_back();
      for (std::size_t j = first; j < last; ++j)
        pairs.back().push_back(sampler.pair_marginal(marginals[j], i, k, state.densities[j].scale));
    }
  return pairs;
}

/// `first_second` for every pair of weights, in the same order.
std::vector<std::string> pair_names(bool head) {
  const std::vector<std::string> names = weight_names(head, 2);
  std::vector<std::string> pairs;
  for (std::size_t i = 0; i < names.size(); ++i)
    for (std::size_t k = i + 1; k < names.size(); ++k)
      pairs.push_back(names[i] + "_" + names[k]);
  return pairs;
}

/// phi_1, phi_2, 0 of an encoder slice at every point, or psi of the head.
DataField potential_field(const DensitySampler<3> &sampler, const GridField &potential) {
  const std::vector<double> first = sampler.grid_function(potential[0]);
  if (potential.size() == 1)
    return {"potential", 1, first};
  const std::vector<double> second = sampler.grid_function(potential[1]);
  DataField field{"potential", 3, {}};
  for (std::size_t i = 0; i < first.size(); ++i)
    field.values.insert(field.values.end(), {first[i], second[i], 0.});
  return field;
}

} // namespace

ImageGrid inner_field(const FlowState<3> &state, const std::vector<GridField> &potentials,
                      const std::vector<NodalMarginals<3>> &marginals, std::size_t index,
                      unsigned int points) {
  const double l = state.densities[index].scale;
  const DensitySampler<3> sampler(state.space(index), points);
  const std::vector<std::string> names = weight_names(false, 2);
  ImageGrid grid;
  for (std::size_t k = 0; k < 3; ++k)
    grid.axes[k] = weight_axis(names[2 + k], sampler.inner_boxes(), l);
  grid.fields.push_back({"density", 1, sampler.inner_marginal(marginals[index], l)});
  grid.fields.push_back(potential_field(sampler, potentials[index]));
  return grid;
}

ImageGrid pair_stack_field(const FlowState<3> &state,
                           const std::vector<NodalMarginals<3>> &marginals, unsigned int points) {
  const std::size_t n = state.n_slices();
  const DensitySampler<3> sampler(state.space(0), points,
                                  common_margin(state, marginals, 0, n, points));
  const DepthLayers layers(state.problem->depth);
  const double l = state.densities.front().scale;
  ImageGrid grid;
  grid.axes = {weight_axis("first", sampler.outer_boxes(), l),
               weight_axis("second", sampler.outer_boxes(), l),
               {}};
  grid.axes[2] = layers.axis(grid.axes[0]);
  const auto pairs = sample_pairs(state, marginals, sampler, 0, n);
  const std::vector<std::string> names = pair_names(false);
  for (std::size_t k = 0; k < pairs.size(); ++k)
    grid.fields.push_back({names[k], 1, layers.stack(pairs[k])});
  return grid;
}

ImageGrid head_pair_field(const FlowState<3> &state,
                          const std::vector<NodalMarginals<3>> &marginals, unsigned int points) {
  RHOFLOW_PRECONDITION(state.has_head(), "there is a trained head");
  const std::size_t head = state.n_slices();
  const DensitySampler<3> sampler(state.space(head), points,
                                  common_margin(state, marginals, head, head + 1, points));
  const double l = state.densities[head].scale;
  ImageGrid grid;
  grid.axes = {weight_axis("first", sampler.outer_boxes(), l),
               weight_axis("second", sampler.outer_boxes(), l),
               {}};
  const auto pairs = sample_pairs(state, marginals, sampler, head, head + 1);
  const std::vector<std::string> names = pair_names(true);
  for (std::size_t k = 0; k < pairs.size(); ++k)
    grid.fields.push_back({names[k], 1, pairs[k].front()});
  return grid;
}

ImageGrid decision_field(const FlowState<3> &state, unsigned int points) {
  const std::vector<double> axis = decision_axis(state.problem->data, points);
  const double half = 0.5 * (axis[1] - axis[0]);
  ImageGrid grid;
  grid.axes = {ImageAxis{"x0", axis.front() - half, axis.back() + half, points},
               ImageAxis{"x1", axis.front() - half, axis.back() + half, points},
               {}};
  const auto prediction = [&state](const std::vector<double> &inputs) {
    return predict(state, inputs);
  };
  grid.fields.push_back({"prediction", 1, decision_values(prediction, axis)});
  return grid;
}

} // namespace rhoflow
