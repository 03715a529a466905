// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "run/program.h"

/// Fixed head with the decaying quadratic regulariser: the setting of Ding, Chen, Li and Wright.
int main(int argc, char **argv) {
  return rhoflow::run_program(
      argc, argv,
      {"zero_loss", "Drives the loss towards zero with a fixed head and a decaying regulariser.",
       rhoflow::problem_file("zero_loss", "zero_loss.prm")});
}
