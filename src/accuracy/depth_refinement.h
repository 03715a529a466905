// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/network_state.h"
#include "rhoflow/mean_field/problem.h"

namespace rhoflow {

/// A problem with more collocation nodes in every interval of the depth, and the moments there,
/// which are interpolated between the nodes of the computation. What differs between the
/// predictions is the error of the forward solve for the same densities.
struct DepthRefinement {
  MeanFieldProblem problem;
  NetworkMoments moments;
};

/// @pre the depth rule is gauss
DepthRefinement refine_depth(const MeanFieldProblem &problem, const NetworkMoments &moments);

} // namespace rhoflow
