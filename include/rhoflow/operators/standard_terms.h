// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/operators/operator_list.h"

namespace rhoflow {

/// The terms of the right-hand side that the densities of @p state need, without the diffusion,
/// which is the time scheme's (ExponentialStepper).
template <int dim>
typename OperatorList<dim>::Terms standard_terms(const FlowState<dim> &state);

} // namespace rhoflow
