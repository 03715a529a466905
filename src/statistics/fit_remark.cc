// SPDX-License-Identifier: Apache-2.0
#include "statistics/fit_remark.h"

#include <cmath>
#include <iomanip>
#include <sstream>

namespace rhoflow {

namespace {

/// What a fit should explain before nothing is said of longer training.
constexpr double good_share = 0.95;
/// Relative fall of the loss from one output time to the next that counts as still falling.
constexpr double notable_fall = 0.02;

} // namespace

void FitRemark::finish() {
  const double share = history_.back()["r_squared"], test = history_.back()["test_r_squared"];
  if (std::isnan(share))
    return;
  std::ostringstream remark;
  remark << std::fixed << std::setprecision(1);
  if (share > 0.)
    remark << "the predictions explain " << 100. * share << " % of the variance of the labels";
  else
    remark << "the predictions are no better than the mean of the labels";
  if (!std::isnan(test)) {
    if (test > 0.)
      remark << ", and " << 100. * test << " % of that of the test samples";
    else
      remark << ", those of the test samples no better than their mean";
  }
  if (share < good_share && history_.size() >= 2 &&
      history_.back()["loss"] < (1. - notable_fall) * history_[history_.size() - 2]["loss"])
    remark
        << "; the loss is still falling: try a larger Network/Beta, or a later Time/End time with "
           "--resume";
  log_.say(remark.str());
}

} // namespace rhoflow
