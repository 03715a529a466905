// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/theory/theory_parameters.h"

#include "parameters/parameter_section.h"

namespace rhoflow {

void TheoryParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Theory");
  section.add("Gram matrices", gram_matrices,
              "Measure the Gram matrices G1 (encoder) and G2 (head), their eigenvalues, and "
              "the decay rate of the loss beside the rates they guarantee (theory.csv, "
              "spectrum.csv). The work per output time grows with the square of the samples, "
              "that of the eigenvalues with the cube.");
  section.add("Largest Gram matrix", largest_gram_matrix,
              "With more samples than this the Gram matrices are left out, and run.log says "
              "so. Memory and work grow with the square of the samples.",
              1, 100000);
  section.add("Relative entropy", relative_entropy,
              "Measure KL(rho_t | rho_0) of every density from the density, along "
              "characteristics and on the grid, and by integrating its rate over the steps "
              "(theory.csv, kl_depth.csv).");
  section.add_zero_or(
      "Characteristics", characteristics,
      "Points of the start of every density that are carried with the flow, each "
      "with the density there, for KL(rho_t | rho_0) from the density, rounded up to "
      "a multiple of eight; a mixture has as many for each component. 0: from the "
      "nodal values on the grid, which are off where the grid "
      "does not resolve the tails.",
      256, 10000000);
  section.add("Path length", path_length,
              "Measure the length of the way of every density in the 2-Wasserstein distance, "
              "an upper bound of the distance from its start.");
  section.add("Support", support,
              "Measure the smallest ratio rho_t / rho_0 on the ball that carries 99.9 % of "
              "the start.");
  section.add("Every", every,
              "Write these at every so many output times (and always at the start and the "
              "end).",
              1, 1000000);
}

} // namespace rhoflow
