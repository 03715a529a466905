// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "run/program.h"

/// One sine period, trained head: the network starts with zero output and learns it.
int main(int argc, char **argv) {
  return rhoflow::run_program(
      argc, argv,
      {"sine_regression",
       "Learns a sine with a trained head; the problem of the convergence table.",
       rhoflow::problem_file("sine_regression", "sine_regression.prm")});
}
