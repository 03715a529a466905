// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow-stationary`: the limits of a flow with noise as time goes to
/// infinity, from the fixed point of their potentials, and the densities of the one of least free
/// energy as a run of densities would write them.
int run_stationary_program(int argc, char **argv);

} // namespace rhoflow
