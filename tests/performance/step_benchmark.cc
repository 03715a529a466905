// SPDX-License-Identifier: Apache-2.0
// A whole step of training, network included, on half of the inner mesh and on all of it.

#include "../verification/flow_fixture.h"
#include "benchmarks.h"

#include <deal.II/base/multithread_info.h>

namespace rhoflow {

namespace {

template <int dim>
test::FlowCase flow_case_of(const StepCase &which) {
  test::FlowCase flow_case;
  flow_case.data = dim == 2 ? test::sine_data(32) : test::plane_data(32);
  flow_case.network.alpha = 3.;
  flow_case.network.beta = 5.;
  flow_case.outer_nodes = which.outer_nodes;
  flow_case.mesh = {which.cells, which.degree, 6., 1.};
  flow_case.tolerance = 1e-4;
  return flow_case;
}

template <int dim>
void steps(benchmark::State &state, const StepCase &which, DensityPartition::Share share,
           unsigned int threads) {
  dealii::MultithreadInfo::set_thread_limit(threads);
  const test::FlowCase flow_case = flow_case_of<dim>(which);
  GradientFlow<dim> flow = test::make_flow<dim>(
      flow_case, make_flow_state(test::make_problem(flow_case), test::make_spaces<dim>(flow_case),
                                 Communicator(), share));
  // The first steps find out how long they may be.
  for (int i = 0; i < 3; ++i)
    flow.step(1e3);
  for (auto _ : state)
    flow.step(1e3);
  set_rate(state, 1.);
}

} // namespace

void register_step_benchmark(const StepCase &which, int threads) {
  const auto used = static_cast<unsigned int>(threads);
  for (const bool half : {true, false})
    register_rate(step_name(which, half, threads), [=](benchmark::State &state) {
      const auto share = half ? DensityPartition::Share::upper_half : DensityPartition::Share::all;
      if (which.inputs == 1)
        steps<2>(state, which, share, used);
      else
        steps<3>(state, which, share, used);
    });
}

} // namespace rhoflow
