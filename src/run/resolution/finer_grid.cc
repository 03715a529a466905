// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/finer_grid.h"

#include "rhoflow/density/outer_basis.h"
#include "run/accepted_settings.h"
#include "run/resolution/resolution.h"

#include <cmath>

namespace rhoflow {

namespace {

InnerMeshParameters with_higher_degree(InnerMeshParameters mesh) {
  if (mesh.degree < InnerMeshParameters::most_degree)
    ++mesh.degree;
  else
    mesh.cells += 2;
  return mesh;
}

/// By an even number: Hermite functions are even and odd in turns.
unsigned int more_outer_nodes(unsigned int nodes) {
  const unsigned int step = 2 * ((nodes + 7) / 8);
  return nodes + step <= WeightsParameters::most_outer_nodes ? nodes + step : nodes - step;
}

/// So many outer cells that they are no larger in a box that is @p wider instead of @p former; an
/// even number more.
unsigned int outer_cells_of(unsigned int cells, const InnerMeshParameters &former,
                            const InnerMeshParameters &wider) {
  const double more = cells * (wider.half_width / former.half_width - 1.);
  return cells + 2 * static_cast<unsigned int>(std::ceil(0.5 * more));
}

void widen_box(Parameters &parameters) {
  WeightsParameters &weights = parameters.weights;
  const InnerMeshParameters encoder = one_cell_wider(weights.inner),
                            head = one_cell_wider(weights.head_inner);
  // Outer cells end at walls, too.
  if (!weights.make_outer_basis(false)->covers_the_line()) {
    weights.outer_nodes = outer_cells_of(weights.outer_nodes, weights.inner, encoder);
    weights.head_outer_nodes = outer_cells_of(weights.head_outer_nodes, weights.head_inner, head);
  }
  weights.inner = encoder;
  weights.head_inner = head;
}

/// Whether @p next is no coarser than @p given anywhere; with_finer() turns back at the last rungs.
bool is_finer(const Parameters &next, const Parameters &given) {
  return next.weights.outer_nodes >= given.weights.outer_nodes &&
         next.weights.head_outer_nodes >= given.weights.head_outer_nodes &&
         next.depth.nodes >= given.depth.nodes;
}

} // namespace

Parameters with_own_resolutions(Parameters parameters) {
  WeightsParameters &weights = parameters.weights;
  weights.head_inner = weights.inner_mesh(true);
  if (weights.head_outer_nodes == 0)
    weights.head_outer_nodes = weights.outer_nodes;
  if (weights.outer_degree == 0 && weights.head_inner.degree == weights.inner.degree)
    weights.outer_degree = weights.inner.degree;
  return parameters;
}

Parameters for_trials(Parameters parameters) {
  if (parameters.noise.temperature > 0.)
    parameters.weights.limiter = false;
  return parameters;
}

bool makes_error(const Parameters &parameters, Cause cause) {
  if (cause == Cause::points)
    return false;
  if (cause == Cause::outer_head || cause == Cause::inner_head)
    return parameters.network.head == HeadType::trained;
  return cause != Cause::depth || parameters.depth.rule == DepthRule::gauss;
}

Parameters with_finer(Parameters parameters, Cause cause) {
  constexpr unsigned int most_depth_nodes = 16;
  WeightsParameters &weights = parameters.weights;
  switch (cause) {
  case Cause::outer_encoder:
    weights.outer_nodes = more_outer_nodes(weights.outer_nodes);
    break;
  case Cause::outer_head:
    weights.head_outer_nodes = more_outer_nodes(weights.head_outer_nodes);
    break;
  case Cause::inner_encoder:
    weights.inner = with_higher_degree(weights.inner);
    break;
  case Cause::inner_head:
    weights.head_inner = with_higher_degree(weights.head_inner);
    break;
  case Cause::box:
    widen_box(parameters);
    break;
  case Cause::depth:
    if (parameters.depth.nodes < most_depth_nodes)
      ++parameters.depth.nodes;
    else
      --parameters.depth.nodes;
    break;
  case Cause::time:
    parameters.time.tolerance *= 0.1;
    break;
  case Cause::points:
    break; // a mesh has none
  }
  return parameters;
}

PerCause<std::string> finer_settings(const Parameters &parameters) {
  constexpr int digits = 5;
  const Parameters given = with_own_resolutions(parameters);
  const std::vector<std::string> former = resolution_settings(given, digits);
  PerCause<std::string> result;
  for (const Cause cause : all_causes) {
    if (!makes_error(given, cause) || !is_finer(with_finer(given, cause), given))
      continue;
    const std::vector<std::string> settings = resolution_settings(with_finer(given, cause), digits);
    for (std::size_t k = 0; k < settings.size(); ++k) {
      const bool of_head = settings[k].find("/Head ") != std::string::npos;
      if (settings[k] != former[k] && (!of_head || makes_error(given, Cause::inner_head)))
        result[cause] += (result[cause].empty() ? "" : ", ") + settings[k];
    }
    if (!are_accepted(given, result[cause])) // a trial run may be finer than any run
      result[cause].clear();
  }
  return result;
}

} // namespace rhoflow
