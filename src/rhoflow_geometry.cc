// SPDX-License-Identifier: Apache-2.0
#include "geometry/geometry_program.h"

/// Wasserstein geometry of the densities of finished runs.
int main(int argc, char **argv) {
  return rhoflow::run_geometry_program(argc, argv);
}
