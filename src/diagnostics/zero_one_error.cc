// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/zero_one_error.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

ZeroOneError zero_one_error(const std::vector<double> &labels,
                            const std::vector<double> &predictions) {
  RHOFLOW_PRECONDITION(labels.size() == predictions.size(), "one prediction per sample");
  ZeroOneError result;
  result.samples = labels.size();
  for (std::size_t i = 0; i < labels.size(); ++i)
    // Not f y <= 0: the product of two small numbers may vanish.
    if (!((predictions[i] > 0. && labels[i] > 0.) || (predictions[i] < 0. && labels[i] < 0.)))
      ++result.wrong;
  return result;
}

} // namespace rhoflow
