// SPDX-License-Identifier: Apache-2.0
#include "comparison/compare_program.h"

/// Compares trained networks.
int main(int argc, char **argv) {
  return rhoflow::run_compare_program(argc, argv);
}
