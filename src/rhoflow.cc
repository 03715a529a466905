// SPDX-License-Identifier: Apache-2.0
#include "study/sweep_program.h"

/// Trains the densities that a parameter file describes, or several of them.
int main(int argc, char **argv) {
  return rhoflow::run_rhoflow(argc, argv);
}
