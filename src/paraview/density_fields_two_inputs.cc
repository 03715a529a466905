#include "diagnostics/decision_function.h"
#include "diagnostics/density_sampler.h"
#include "network/weight_names.h"
#include "paraview/density_fields.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

/// All pair marginals of the densities [first, last), which share a space and a length scale, one
/// above the other.
std::vector<DataField> pair_fields(const FlowState<3> &state,
                                   const std::vector<NodalMarginals<3>> &marginals,
                                   const DensitySampler<3> &sampler, std::size_t first,
                                   std::size_t last) {
  const std::vector<std::string> names = weight_names(state.densities[first].is_head, 2);
  std::vector<DataField> fields;
  for (unsigned int i = 0; i < names.size(); ++i)
    for (unsigned int k = i + 1; k < names.size(); ++k) {
      DataField field{names[i] + "_" + names[k], 1, {}};
      for (std::size_t j = first; j < last; ++j) {
        const std::vector<double> values =
            sampler.pair_marginal(marginals[j], i, k, state.densities[j].scale);
        field.values.insert(field.values.end(), values.begin(), values.end());
      }
      fields.push_back(std::move(field));
    }
  return fields;
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

RectilinearGrid inner_field(const FlowState<3> &state, const std::vector<GridField> &potentials,
                            const std::vector<NodalMarginals<3>> &marginals, std::size_t index,
                            unsigned int points) {
  const double l = state.densities[index].scale;
  const DensitySampler<3> sampler(state.space(index), points);
  const std::vector<double> axis = sampler.axis(l);
  RectilinearGrid grid;
  grid.axes = {axis, axis, axis};
  const std::vector<std::string> names = weight_names(false, 2);
  grid.axis_names = {names[2], names[3], names[4]};
  grid.fields.push_back({"density", 1, sampler.inner_marginal(marginals[index], l)});
  grid.fields.push_back(potential_field(sampler, potentials[index]));
  return grid;
}

RectilinearGrid pair_stack_field(const FlowState<3> &state,
                                 const std::vector<NodalMarginals<3>> &marginals,
                                 unsigned int points) {
  const DensitySampler<3> sampler(state.space(0), points);
  const std::vector<double> axis = sampler.axis(state.densities.front().scale);
  RectilinearGrid grid;
  grid.axes = {axis, axis, state.problem->depth.nodes()};
  grid.axis_names = {"first", "second", "s"};
  grid.fields = pair_fields(state, marginals, sampler, 0, state.n_slices());
  return grid;
}

RectilinearGrid head_pair_field(const FlowState<3> &state,
                                const std::vector<NodalMarginals<3>> &marginals,
                                unsigned int points) {
  RHOFLOW_PRECONDITION(state.has_head(), "there is a trained head");
  const std::size_t head = state.n_slices();
  const DensitySampler<3> sampler(state.space(head), points);
  const std::vector<double> axis = sampler.axis(state.densities[head].scale);
  RectilinearGrid grid;
  grid.axes = {axis, axis, {0.}};
  grid.axis_names = {"first", "second", "-"};
  grid.fields = pair_fields(state, marginals, sampler, head, head + 1);
  return grid;
}

RectilinearGrid decision_field(const FlowState<3> &state, unsigned int points) {
  const std::vector<double> axis = decision_axis(state.problem->data, points);
  RectilinearGrid grid;
  grid.axes = {axis, axis, {0.}};
  grid.axis_names = {"x0", "x1", "-"};
  const auto prediction = [&state](const std::vector<double> &inputs) {
    return predict(state, inputs);
  };
  grid.fields.push_back({"prediction", 1, decision_values(prediction, axis)});
  return grid;
}

} // namespace rhoflow
