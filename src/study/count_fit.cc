// SPDX-License-Identifier: Apache-2.0
#include "study/count_fit.h"

#include "rhoflow/base/errors.h"
#include "sampling/student.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace rhoflow {

namespace {

/// The rows with centred logarithms of their sizes, and a fit for a given k.
class CountRegression {
public:
  CountRegression(const std::vector<double> &size, const std::vector<double> &count,
                  const std::vector<double> &trials)
      : count_(count), trials_(trials) {
    for (const double value : size)
      center_ += std::log(value) / double(size.size());
    for (const double value : size)
      x_.push_back(std::log(value) - center_);
    double events = 0., all_trials = 0.;
    for (std::size_t i = 0; i < x_.size(); ++i) {
      events += count[i];
      all_trials += trials[i];
    }
    intercept_ = std::log(events / all_trials);
  }

  /// Fisher scoring from where the last fit ended.
  void fit(double scatter) {
    constexpr unsigned int most_iterations = 500;
    // exp() of a larger step would leave the range in which the quadratic model means anything.
    constexpr double longest_step = 1.;
    for (unsigned int iteration = 0; iteration < most_iterations; ++iteration) {
      const Sums sums = add_up(scatter);
      const double xx = sums.xx - sums.x * sums.x / sums.one,
                   slope_step = (sums.score_x - sums.x / sums.one * sums.score) / xx,
                   step = (sums.score - sums.x * slope_step) / sums.one;
      const double length = std::max(std::abs(slope_step), std::abs(step)),
                   share = std::min(1., longest_step / length);
      slope_ += share * slope_step;
      intercept_ += share * step;
      information_ = xx;
      if (length < 1e-10)
        return;
    }
    throw RunError("fit of counts: no convergence");
  }

  /// Pearson's sum.
  double squares(double scatter) const {
    double sum = 0.;
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const double mu = mean(i);
      sum += (count_[i] - mu) * (count_[i] - mu) / (mu + scatter * mu * mu);
    }
    return sum;
  }

  double slope() const { return slope_; }
  double intercept() const { return intercept_ - slope_ * center_; }
  double slope_information() const { return information_; }

private:
  /// Over the rows, with weights w = mu / (1 + k mu).
  struct Sums {
    double one = 0., x = 0., xx = 0., score = 0., score_x = 0.;
  };

  double mean(std::size_t i) const { return trials_[i] * std::exp(intercept_ + slope_ * x_[i]); }

  Sums add_up(double scatter) const {
    Sums sums;
    for (std::size_t i = 0; i < x_.size(); ++i) {
      const double mu = mean(i), weight = mu / (1. + scatter * mu),
                   score = (count_[i] - mu) / (1. + scatter * mu);
      sums.one += weight;
      sums.x += weight * x_[i];
      sums.xx += weight * x_[i] * x_[i];
      sums.score += score;
      sums.score_x += score * x_[i];
    }
    return sums;
  }

  const std::vector<double> &count_, &trials_;
  std::vector<double> x_;
  double center_ = 0., intercept_ = 0., slope_ = 0., information_ = 0.;
};

void check(const std::vector<double> &size, const std::vector<double> &count,
           const std::vector<double> &trials) {
  if (size.size() < 3 || count.size() != size.size() || trials.size() != size.size())
    throw RunError("fit of counts: takes three rows at least, with a size, a count and trials");
  double size_with_events = 0.;
  bool two_sizes = false;
  for (std::size_t i = 0; i < size.size(); ++i) {
    if (!(size[i] > 0.) || !(count[i] >= 0.) || !(trials[i] > 0.) || !std::isfinite(size[i]) ||
        !std::isfinite(count[i]) || !std::isfinite(trials[i]))
      throw RunError("fit of counts: a value of row " + std::to_string(i) + " is out of range");
    if (count[i] > 0.) {
      two_sizes = two_sizes || (size_with_events > 0. && size[i] != size_with_events);
      size_with_events = size[i];
    }
  }
  if (!two_sizes)
    throw RunError("fit of counts: there are no two sizes with events");
}

/// The k at which Pearson's sum is @p freedom, with @p regression fitted to it.
double fit_scatter(CountRegression &regression, double freedom) {
  const auto excess = [&](double scatter) {
    regression.fit(scatter);
    return regression.squares(scatter) - freedom;
  };
  if (excess(0.) <= 0.)
    return 0.;
  double lower = 0., upper = 1.;
  while (excess(upper) > 0.) {
    lower = upper;
    upper *= 2.;
  }
  while (upper - lower > 1e-12 * upper) {
    const double middle = 0.5 * (lower + upper);
    (excess(middle) > 0. ? lower : upper) = middle;
  }
  regression.fit(upper);
  return upper;
}

} // namespace

double CountFit::rate(double size) const {
  return std::exp(log_rate + power * std::log(size));
}

std::string CountFit::text() const {
  char text[96];
  std::snprintf(text, sizeof text, "%.3g +- %.2g (%zu counts)", power, power_half_width, n);
  return text;
}

CountFit fit_counts(const std::vector<double> &size, const std::vector<double> &count,
                    const std::vector<double> &trials) {
  check(size, count, trials);
  CountRegression regression(size, count, trials);
  CountFit fit;
  fit.n = size.size();
  const double freedom = double(fit.n) - 2.;
  fit.scatter = fit_scatter(regression, freedom);
  fit.power = regression.slope();
  fit.log_rate = regression.intercept();
  fit.power_half_width =
      student_quantile(0.05, freedom) / std::sqrt(regression.slope_information());
  return fit;
}

double rate_bound_without_events(double trials) {
  return -std::expm1(std::log(0.05) / trials);
}

} // namespace rhoflow
