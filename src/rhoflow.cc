// SPDX-License-Identifier: Apache-2.0
#include "run/program.h"

/// Trains the densities that a parameter file describes.
int main(int argc, char **argv) {
  return rhoflow::run_general_program(argc, argv);
}
