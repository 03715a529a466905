// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/operators/standard_terms.h"

#include "operators/confinement/confinement.h"
#include "operators/transport/transport.h"

namespace rhoflow {

template <int dim>
typename OperatorList<dim>::Terms standard_terms(const FlowState<dim> &state) {
  typename OperatorList<dim>::Terms terms; // a line each
  terms.push_back(std::make_unique<Transport<dim>>(state));
  if (state.problem->noise.is_active())
    terms.push_back(std::make_unique<Confinement<dim>>(state));
  return terms;
}

template OperatorList<2>::Terms standard_terms(const FlowState<2> &);
template OperatorList<3>::Terms standard_terms(const FlowState<3> &);

} // namespace rhoflow
