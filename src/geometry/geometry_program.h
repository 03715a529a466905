// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow-geometry`: linearised 2-Wasserstein distances between the
/// densities of a run and its start or another run, and Poincare constants, depth by depth.
int run_geometry_program(int argc, char **argv);

} // namespace rhoflow
