// SPDX-License-Identifier: Apache-2.0
#include "run/particle_program.h"

/// Trains the finite network that a parameter file describes.
int main(int argc, char **argv) {
  return rhoflow::run_particle_program(argc, argv);
}
