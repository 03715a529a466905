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

/// What one cause does to loss and predictions, relative.
struct Share {
  double loss = 0., predictions = 0.;
  double larger() const { return std::max(loss, predictions); }
};

PerCause<Share> shares_of(const EstimatedErrors &errors, std::size_t output_time) {
  const auto error = [&](const std::vector<double> &by_time) {
    return by_time.empty() ? 0. : by_time.at(output_time);
  };
  PerCause<Share> result;
  for (const Cause cause : all_causes)
    result[cause] = {error(errors.loss[cause]), error(errors.predictions[cause])};
  // A density that meets walls also looks as if its mesh were too coarse, and a finer one does not
  // help; where walls are far, moving them changes less than this by orders of magnitude.
  constexpr double share_of_walls = 0.2;
  Share &walls = result[Cause::box];
  Share *const meshes[] = {&result[Cause::inner_encoder], &result[Cause::inner_head]};
  if (walls.larger() > share_of_walls * std::max(meshes[0]->larger(), meshes[1]->larger()))
    for (Share *mesh : meshes) {
      walls.loss += mesh->loss;
      walls.predictions += mesh->predictions;
      *mesh = {};
    }
  return result;
}

/// "the loss is off by about 2 %, predictions by about 3 %", without what can be left unsaid.
std::string describe(const Share &share) {
  if (!(share.predictions > share.loss))
    return "the loss is off " + extent_of(share.loss) +
           (share.predictions > noticeable_error ? ", predictions " + extent_of(share.predictions)
                                                 : "");
  return "predictions are off " + extent_of(share.predictions) +
         (share.loss > noticeable_error ? ", the loss " + extent_of(share.loss) : "");
}

} // namespace

void ErrorWatch::look(double time) {
  const EstimatedErrors &errors = errors_.estimate;
  const auto place = errors.place_of(time);
  if (!place || !(errors.relative_loss_error(*place) > noticeable_error ||
                  errors.relative_prediction_error(*place) > noticeable_error))
    return;
  const PerCause<Share> shares = shares_of(errors, *place);
  const Cause worst =
      *std::max_element(all_causes.begin(), all_causes.end(),
                        [&](Cause a, Cause b) { return shares[a].larger() < shares[b].larger(); });
  for (const Cause cause : all_causes) {
    const double error = shares[cause].larger();
    double &said = said_[static_cast<std::size_t>(cause)];
    if ((cause != worst && !(error > noticeable_error)) || !(error > growth * said))
      continue;
    said = error;
    std::string line = describe(shares[cause]) + " (errors.csv), since " + complaint_of(cause);
    if (const std::string &remedy = errors_.remedies[cause]; !remedy.empty())
      line += "; try " + remedy +
              (cause == Cause::points ? "" : ", with which a trial run came out differently");
    log_.warn(time, line);
  }
}

void ErrorWatch::restore(const std::vector<double> &state) {
  if (state.size() == said_.size())
    said_ = state;
}

} // namespace rhoflow
