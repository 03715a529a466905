// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/transport.h"

namespace rhoflow {

template <int dim>
Transport<dim>::Transport(const FlowState<dim> &state)
    : limits_(share_by_space(state.densities,
                             [&](const Density<dim> &density) {
                               return explicit_limits(*density.space,
                                                      state.problem->noise.temperature > 0.);
                             })),
      operators_(share_by_space(state.densities,
                                [](const Density<dim> &density) {
                                  return std::make_shared<const TransportOperator<dim>>(
                                      density.space);
                                })),
      potentials_(state.densities.size()) {}

template <int dim>
void Transport<dim>::prepare(const OperatorInput<dim> &input) {
  operators_[input.index]->prepare(input.potential, 1. / input.density.scale,
                                   potentials_[input.index]);
}

template <int dim>
double Transport<dim>::rate(const OperatorInput<dim> &input) const {
  return stable_rate(operators_[input.index]->rates(potentials_[input.index], input.density.cells),
                     *input.density.space, limits_[input.index]);
}

template <int dim>
void Transport<dim>::add(const OperatorInput<dim> &input, const CellRange &range,
                         const AlignedVector &values, double *rhs) const {
  operators_[input.index]->add(potentials_[input.index], input.density.cells, range, values, rhs);
}

template <int dim>
StageSums Transport<dim>::run_stage(const OperatorInput<dim> &input, const CellRange &range,
                                    const StageUpdate &update, const AlignedVector &values,
                                    const AlignedVector &old, AlignedVector &out,
                                    std::vector<AlignedVector> &moments) const {
  return operators_[input.index]->apply(potentials_[input.index], update, input.density.cells,
                                        range, values, old, out, moments);
}

template class Transport<2>;
template class Transport<3>;

} // namespace rhoflow
