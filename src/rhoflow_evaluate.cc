// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate_program.h"

/// Densities of a finished run at any weights.
int main(int argc, char **argv) {
  return rhoflow::run_evaluate_program(argc, argv);
}
