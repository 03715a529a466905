#pragma once

namespace rhoflow {

/// The whole life of the program rhoflow-particles, as run_program() is that of the programs for
/// densities: the same parameter files, options and exit status. Never throws.
int run_particle_program(int argc, char **argv);

} // namespace rhoflow
