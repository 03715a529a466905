// SPDX-License-Identifier: Apache-2.0
#include "run/closing_summary.h"

#include "csv/number_table.h"
#include "diagnostics/zero_one_error.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

namespace rhoflow {

namespace {

/// The error of the last loss by errors.csv; nan if there is none.
double estimated_error(const std::string &folder) {
  const std::string path = folder + "/errors.csv";
  if (!std::filesystem::exists(path))
    return std::nan("");
  const std::vector<double> errors = read_number_table(path).column(path, "loss_error");
  return errors.empty() ? std::nan("") : errors.back();
}

/// Whether there are two labels only, of different signs: classes.
bool are_classes(const std::vector<double> &labels) {
  if (labels.empty())
    return false;
  const auto [low, high] = std::minmax_element(labels.begin(), labels.end());
  return *low < 0. && *high > 0. &&
         std::all_of(labels.begin(), labels.end(), [low = *low, high = *high](double label) {
           return label == low || label == high;
         });
}

std::string wrong_signs(const std::vector<double> &labels, const std::vector<double> &predictions) {
  const ZeroOneError error = zero_one_error(labels, predictions);
  return std::to_string(error.wrong) + " of " + std::to_string(error.samples);
}

/// Whether the share of the variance that is explained stands in a line of its own (FitRemark).
bool says_fit_itself(const PlannedRun &plan) {
  return plan.parameters.data.source == DataParameters::csv || plan.data.test.size() > 0;
}

/// How well the predictions fit, for the end of the line; empty where there is nothing to add.
std::string describe_fit(const PlannedRun &plan, const StatisticsRow &last,
                         const TestResult &test) {
  std::ostringstream text;
  text.precision(4);
  if (are_classes(plan.data.samples.labels)) {
    text << ", wrong sign: "
         << wrong_signs(plan.data.samples.labels,
                        plan.data.units.labels_of_user(plan.training.predictions()))
         << " samples";
    if (test.samples.size() > 0)
      text << ", " << wrong_signs(test.samples.labels, test.predictions) << " test samples";
  } else if (!says_fit_itself(plan) && !std::isnan(last["r_squared"])) {
    text << ", R^2 " << last["r_squared"];
  }
  return text.str();
}

std::string describe_loss(const PlannedRun &plan, const StatisticsRow &last,
                          const TestResult &test) {
  std::ostringstream text;
  text.precision(7);
  text << "loss " << last["loss"];
  text.precision(2);
  if (plan.loss_error)
    text << ", standard error " << plan.loss_error();
  if (const double error = estimated_error(plan.folder); !std::isnan(error))
    text << ", error about " << error << " (errors.csv)";
  text.precision(6);
  text << ", at t = " << last["time"] << describe_fit(plan, last, test);
  return text.str();
}

/// The first words of @p text, so that a line stays one.
std::string first_words(const std::string &text) {
  constexpr std::size_t most = 90;
  if (text.size() <= most)
    return text;
  return text.substr(0, text.find_last_of(' ', most)) + " ...";
}

std::string describe_warnings(const RunLog &log) {
  const std::size_t n = log.n_warnings();
  if (n == 1)
    return "1 warning (run.log): " + first_words(log.first_warning());
  return std::to_string(n) + " warnings (run.log), the first: " + first_words(log.first_warning());
}

std::string what_to_look_at(const PlannedRun &plan) {
  std::string text = "look at statistics.csv, predictions.csv";
  std::error_code ignored;
  const bool drawn = plan.parameters.output.pictures &&
                     std::filesystem::exists(plan.folder + "/images/loss.png", ignored);
  text += drawn ? " and images/ there; pictures for a paper: rhoflow-plot "
                : " there; pictures: rhoflow-plot ";
  return text + plan.folder + (drawn ? " --format pdf" : "");
}

} // namespace

std::vector<std::string> closing_summary(const PlannedRun &plan, const StatisticsHistory &history,
                                         const RunLog &log, const TestResult &test) {
  std::vector<std::string> lines{describe_loss(plan, history.back(), test)};
  if (log.n_warnings() > 0)
    lines.push_back(describe_warnings(log));
  lines.push_back("results in " + plan.folder);
  lines.push_back(what_to_look_at(plan));
  return lines;
}

} // namespace rhoflow
