// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accuracy/estimated_errors.h"
#include "diagnostics/theory/gram_matrices.h"

#include <string>
#include <vector>

namespace rhoflow {

/// What the theory says of one density at one time.
struct DensityTheory {
  double depth = 0.;           ///< s; 1 for the head
  double weight = 0.;          ///< of the depth node in integrals over s; 1 for the head
  double entropy = 0.;         ///< KL(rho_t | rho_0) from the density, along characteristics
  double entropy_error = 0.;   ///< see CharacteristicEntropy; 0 without characteristics
  double entropy_on_grid = 0.; ///< from the nodal values; without characteristics the same
  double entropy_by_rate = 0.; ///< the same by integrating its rate over time
  double path_length = 0.;     ///< >= W_2(rho_t, rho_0)
  double smallest_ratio = 0.;  ///< of rho_t / rho_0 on the ball of the start
  double negative_mass = 0.;   ///< see StartComparison
};

/// The quantities of the theory at one time; what is switched off stays zero.
struct TheoryRow {
  double time = 0., loss = 0.;
  std::vector<double> encoder_eigenvalues, head_eigenvalues, sum_eigenvalues; ///< increasing
  GramForm form;          ///< both parts of -dE/dt, without regulariser
  double decay_rate = 0.; ///< -d ln E / dt, with regulariser
  double head_bound = 0.; ///< 2 beta^2 lambda_min(G2) / n
  double sum_bound = 0.;  ///< 2 beta^2 lambda_min(alpha^2 G1 + G2) / n
  std::vector<DensityTheory> densities;
  /// Of the head, and of the encoder: means over depth; the largest way, the smallest ratio.
  DensityTheory head, encoder;
  double head_ingredient = 0.;    ///< beta sqrt(KL / n) of the head, KL by its rate
  double encoder_ingredient = 0.; ///< beta sqrt(KL / n) of the encoder, KL by its rate
  PerQuantity errors;             ///< of the discretization, absolute

  /// Sets what follows from the Gram matrices: form, eigenvalues and bounds.
  void set_gram(const GramMatrices &gram, const NetworkParameters &network,
                const std::vector<double> &residuals);
  /// Sets encoder and head from the densities, of which the first @p n_slices are the encoder's.
  void combine_densities(std::size_t n_slices);

  /// Columns of theory.csv.
  static const std::vector<std::string> &names();
  std::vector<double> values() const;
};

/// Which relative entropies along characteristics differ from the integrals of their rates by more
/// than 1e-3 of themselves, by how much, and what to do; empty if none does.
std::string find_entropy_gap(const TheoryRow &row);

/// The same of the relative entropies on the grid, which are the first to differ where the grid
/// does not resolve a density, mostly in tails.
std::string find_grid_entropy_gap(const TheoryRow &row);

} // namespace rhoflow
