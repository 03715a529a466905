#include "statistics/fit_remark.h"

#include <boost/math/statistics/univariate_statistics.hpp>

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
  const std::vector<double> &labels = training_.data().labels;
  const double variance = boost::math::statistics::variance(labels);
  if (!(variance > 0.))
    return;
  const double share = 1. - 2. * training_.loss() / variance;
  std::ostringstream remark;
  remark << std::fixed << std::setprecision(1);
  if (share > 0.)
    remark << "the predictions explain " << 100. * share << " % of the variance of the labels";
  else
    remark << "the predictions are no better than the mean of the labels";
  if (share < good_share && history_.size() >= 2 &&
      history_.back()["loss"] < (1. - notable_fall) * history_[history_.size() - 2]["loss"])
    remark
        << "; the loss is still falling: try a larger Network/Beta, or a later Time/End time with "
           "--resume";
  log_.say(remark.str());
}

} // namespace rhoflow
