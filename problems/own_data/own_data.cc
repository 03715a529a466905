// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"
#include "run/program.h"

/// The template for one's own data: everything is in the parameter file and the csv file.
int main(int argc, char **argv) {
  return rhoflow::run_program(argc, argv,
                              {"own_data", "Learns from a csv file; a template for own problems.",
                               rhoflow::problem_file("own_data", "own_data.prm")});
}
