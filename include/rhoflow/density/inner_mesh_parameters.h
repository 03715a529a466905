// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Resolution of the inner weights q = (w, b) in [-R, R]^(d+1).
struct InnerMeshParameters {
  unsigned int cells = 12; ///< per side
  unsigned int degree = 4; ///< p
  double half_width = 6.5; ///< R, dimensionless
  double grading = 0.;     ///< g >= 0: cell boundaries at R sinh(g y)/sinh(g), y uniform in [-1, 1]

  bool operator==(const InnerMeshParameters &other) const {
    return cells == other.cells && degree == other.degree && half_width == other.half_width &&
           grading == other.grading;
  }

  static constexpr unsigned int least_cells = 2, most_cells = 1000, most_degree = 16;
  static constexpr double least_half_width = 1e-3, most_half_width = 1e3, most_grading = 5.;
};

} // namespace rhoflow
