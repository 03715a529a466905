// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/inner_refinement.h"
#include "rhoflow/mean_field/flow_state.h"

namespace rhoflow {

/// What the discretization does to predictions and loss at one time, by cause: the parts that can
/// be computed from the state. None is a bound.
struct Indicators {
  double quadrature = 0.; ///< change with twice the nodes in every cell of the inner mesh
  double potential = 0.;  ///< share of the gradient of a potential that the inner mesh misses
  double box = 0.;        ///< change without the weights near the walls of the box
  double depth = 0.;      ///< change with two more nodes in every interval of the depth
};

/// The larger value of each: what was wrong once stays in the densities.
Indicators worst_of(const Indicators &a, const Indicators &b);

/// A change delta f is measured as the larger one of |delta f| / |f| and 2 |delta f| / |f - y|, the
/// most by which it can change the loss relatively. Norms are root mean squares over the samples;
/// |f| is at least a twentieth, |f - y| at least a thousandth of |y|. Collective.
/// Predictions that cannot be evaluated on a finer grid count as a change of 1.
/// @param refinements of the meshes of @p state
template <int dim>
Indicators measure_indicators(const FlowState<dim> &state, const InnerRefinements &refinements);

} // namespace rhoflow
