// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// How often the sign of a prediction is that of the label.
struct ZeroOneError {
  std::size_t wrong = 0;   ///< samples with f(x_i) y_i <= 0
  std::size_t samples = 0; ///< n

  /// The share of wrong samples, 0 if there are none at all.
  double share() const { return samples == 0 ? 0. : double(wrong) / double(samples); }
};

/// Counts the samples whose prediction is zero or has not the sign of the label. @pre equal sizes
ZeroOneError zero_one_error(const std::vector<double> &labels,
                            const std::vector<double> &predictions);

} // namespace rhoflow
