// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow`: one run as a parameter file describes it or, with --sweep, one
/// for every value of some of its parameters, as a study. Never throws.
///
/// Each run has a folder of its own within --output, whose default is that of a single run with
/// `_sweep` behind it; runs that are finished are not made again (see run_study()). All values are
/// checked before the first run. A run that fails keeps no other from being made.
int run_rhoflow(int argc, char **argv);

/// The main functions of `rhoflow-particles` and `rhoflow-points`, in the same way.
int run_rhoflow_particles(int argc, char **argv);
int run_rhoflow_points(int argc, char **argv);

} // namespace rhoflow
