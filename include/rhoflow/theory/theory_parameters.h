// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Theory`: which quantities of the convergence theory a run measures.
struct TheoryParameters {
  bool gram_matrices = true;
  bool relative_entropy = true;
  bool path_length = true;
  bool support = true;
  unsigned int characteristics = 32768;   ///< per density
  unsigned int every = 1;                 ///< output times
  unsigned int largest_gram_matrix = 256; ///< samples

  void add_parameters(dealii::ParameterHandler &handler);

  /// These parameters for @p n samples: without Gram matrices if they would be too large.
  TheoryParameters for_samples(std::size_t n) const {
    TheoryParameters result = *this;
    result.gram_matrices = gram_matrices && n <= largest_gram_matrix;
    return result;
  }

  /// These parameters for flows with noise or confinement, where there are no characteristics.
  TheoryParameters for_noise() const {
    TheoryParameters result = *this;
    result.characteristics = 0;
    return result;
  }

  bool compares_with_start() const { return relative_entropy || support; }
  bool needs_rates() const { return relative_entropy || path_length; }
  bool any() const { return gram_matrices || compares_with_start() || needs_rates(); }
};

} // namespace rhoflow
