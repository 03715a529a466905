// SPDX-License-Identifier: Apache-2.0
// Trial runs of a problem with noise: coarse ones do not take many times the steps of the run.
#include "run/resolution/finer_grid.h"
#include "run/resolution/trial.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow;

/// y = sin(pi x) at six points.
DataSet sine_samples() {
  DataSet data;
  data.dimension = 1;
  for (int i = 0; i < 6; ++i) {
    data.inputs.push_back(-1. + 0.4 * i);
    data.labels.push_back(std::sin(M_PI * data.inputs.back()));
  }
  return data;
}

TEST(Companions, TakeFewStepsWhereNoiseMeetsTheLimiter) {
  // A strong confinement makes the densities narrow. With the limiter four cells took 1584 steps to
  // t = 1.15, without it 76 to t = 2; the run on eight cells took 158.
  Parameters parameters;
  parameters.network.beta = 5.;
  parameters.noise.temperature = 0.05;
  parameters.noise.confinement = 0.5;
  parameters.depth.nodes = 1;
  parameters.weights.outer_basis = "finite element";
  parameters.weights.outer_nodes = 8;
  parameters.weights.inner = {4, 3, 5., 0.};
  parameters.time.end_time = 2.;
  parameters.time.output_interval = 1.;
  parameters.time.tolerance = 1e-3;
  const Trial trial =
      run_trial(for_trials(parameters), sine_samples(), Communicator(), {false, 158.});
  EXPECT_LT(trial.steps, 158.);
}

TEST(Companions, KeepTheLimiterWithoutNoise) {
  EXPECT_TRUE(for_trials(Parameters()).weights.limiter);
}

} // namespace
