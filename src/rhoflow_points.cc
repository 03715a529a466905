// SPDX-License-Identifier: Apache-2.0
#include "study/sweep_program.h"

/// Solves the flow that a parameter file describes on points, or several of them.
int main(int argc, char **argv) {
  return rhoflow::run_rhoflow_points(argc, argv);
}
