// SPDX-License-Identifier: Apache-2.0
#include "stationary/stationary_program.h"

/// The limit of a flow with noise, without time.
int main(int argc, char **argv) {
  return rhoflow::run_stationary_program(argc, argv);
}
