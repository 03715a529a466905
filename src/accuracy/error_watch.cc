// SPDX-License-Identifier: Apache-2.0
#include "accuracy/error_watch.h"

#include <algorithm>
#include <sstream>

namespace rhoflow {

namespace {

/// An error that is worth a warning, and how much it has to grow to be worth another one.
constexpr double noticeable_error = 0.01, growth = 10.;

/// "about 3 %", "entirely".
std::string extent_of(double error) {
  constexpr double meaningless = 0.5;
  if (!(error < meaningless))
    return "entirely";
  std::ostringstream text;
  text.precision(2);
  text << "by about " << 100. * error << " %";
  return text.str();
}

/// For every cause the larger one of the errors of loss and predictions.
PerCause<double> errors_by_cause(const EstimatedErrors &errors, std::size_t output_time) {
  PerCause<double> result;
  for (const Cause cause : all_causes)
    for (const auto *by_cause : {&errors.loss, &errors.predictions})
      if (!(*by_cause)[cause].empty())
        result[cause] = std::max(result[cause], (*by_cause)[cause].at(output_time));
  // A density that meets walls also looks as if its mesh were too coarse, and a finer one does not
  // help; where walls are far, moving them changes less than this by orders of magnitude.
  constexpr double share_of_walls = 0.2;
  double &encoder = result[Cause::inner_encoder], &head = result[Cause::inner_head];
  if (result[Cause::box] > share_of_walls * std::max(encoder, head)) {
    result[Cause::box] += encoder + head;
    encoder = head = 0.;
  }
  return result;
}

/// "the loss is", of what is off by more than can be left unsaid.
const char *subject_of(double loss, double predictions) {
  if (loss > noticeable_error)
    return predictions > noticeable_error ? "loss and predictions are" : "the loss is";
  return "predictions are";
}

} // namespace

void ErrorWatch::look(double time) {
  const EstimatedErrors &errors = errors_.estimate;
  const auto place = errors.place_of(time);
  if (!place)
    return;
  const double loss = errors.relative_loss_error(*place),
               predictions = errors.relative_prediction_error(*place);
  if (!(std::max(loss, predictions) > noticeable_error))
    return;
  const PerCause<double> shares = errors_by_cause(errors, *place);
  const Cause worst = *std::max_element(all_causes.begin(), all_causes.end(),
                                        [&](Cause a, Cause b) { return shares[a] < shares[b]; });
  for (const Cause cause : all_causes) {
    double &said = said_[static_cast<std::size_t>(cause)];
    const bool matters = cause == worst || shares[cause] > noticeable_error;
    if (!matters || !(shares[cause] > growth * said))
      continue;
    said = shares[cause];
    std::string line = std::string(subject_of(loss, predictions)) + " off " + extent_of(said) +
                       " (errors.csv), since " + complaint_of(cause);
    if (const std::string &remedy = errors_.remedies[cause]; !remedy.empty())
      line += "; " + remedy + " made that difference in a trial run";
    log_.warn(time, line);
  }
}

void ErrorWatch::restore(const std::vector<double> &state) {
  if (state.size() == said_.size())
    said_ = state;
}

} // namespace rhoflow
