// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution_search.h"

#include "base/machine_memory.h"
#include "base/wall_clock.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <optional>
#include <sstream>

namespace rhoflow {

double EstimatedErrors::total(std::size_t output_time) const {
  double sum = 0.;
  for (const Cause cause : all_causes)
    if (!loss[cause].empty())
      sum += loss[cause].at(output_time);
  return sum;
}

namespace {

/// How much more accurate a stage is than the one before, and the coarsest goal of all.
constexpr double stage_factor = 20., coarsest_goal = 0.05;
/// A rung counts with at least this share of what it changed.
constexpr double least_share = 0.1;

/// Larger values of each.
void raise_to(std::vector<double> &values, const std::vector<double> &others, double factor) {
  for (std::size_t k = 0; k < values.size(); ++k)
    values[k] = std::max(values[k], factor * others[k]);
}

class ResolutionSearch {
public:
  ResolutionSearch(const Parameters &parameters, const DataSet &data,
                   const Communicator &communicator)
      : parameters_(parameters), data_(data), communicator_(communicator),
        ladders_(parameters, data.dimension) {}

  /// One stage with the goals of the parameters times @p factor.
  void refine(double factor);
  /// Line for people of where the search is.
  std::string describe() const;
  ChosenResolution result() const;

private:
  using Key = std::vector<std::size_t>;
  static Key key_of(const Rungs &resolution);
  /// The trial of a resolution; none if it failed.
  const std::optional<Trial> &trial(const Rungs &resolution);
  /// Makes the base finer until it can be computed with.
  void find_base();
  /// Moves the walls out as far as that helps.
  void widen_box(double factor);
  /// What the next rung above @p rung of @p cause changes at the base.
  TrialDifference step_above(Cause cause, std::size_t rung);
  void estimate(Cause cause);
  double excess() const;
  bool may_go_up(Cause cause);
  double seconds_of(const Rungs &resolution) const;

  const Parameters &parameters_;
  const DataSet &data_;
  const Communicator &communicator_;
  ResolutionLadders ladders_;
  std::map<Key, std::optional<Trial>> trials_;
  unsigned int n_trials_ = 0;
  Rungs base_, chosen_;
  PerCause<TrialDifference> errors_; ///< of the chosen rungs
  PerCause<TrialDifference> steps_;  ///< from the rung below the chosen one to it; may be empty
  double box_error_ = 0.;            ///< of the walls of the base, see Indicators
  std::string shortfall_;
};

ResolutionSearch::Key ResolutionSearch::key_of(const Rungs &resolution) {
  Key key;
  for (const Cause cause : all_causes)
    key.push_back(resolution[cause]);
  return key;
}

const std::optional<Trial> &ResolutionSearch::trial(const Rungs &resolution) {
  const auto [entry, is_new] = trials_.try_emplace(key_of(resolution));
  if (is_new) {
    ++n_trials_;
    try {
      entry->second =
          run_trial(with_resolution(parameters_, ladders_, resolution), data_, communicator_);
    } catch (const RunError &) {
      // What is too coarse to be computed with is worth nothing.
    }
  }
  return entry->second;
}

void ResolutionSearch::find_base() {
  while (!trial(base_)) {
    bool finer = false;
    for (const Cause cause : {Cause::outer_encoder, Cause::outer_head, Cause::inner, Cause::depth})
      if (base_[cause] + 1 < ladders_.n_rungs(cause)) {
        ++base_[cause];
        finer = true;
      }
    if (!finer)
      throw RunError("Accuracy: no resolution can be computed with; shorten Time/End time or scale "
                     "the data");
  }
}

void ResolutionSearch::widen_box(double factor) {
  // The indicator sees one time; errors of the walls add up. What a wider box does not take away
  // has other causes, a mesh that is too coarse mostly.
  constexpr double share = 0.1, improvement = 3.;
  const AccuracyParameters &accuracy = parameters_.accuracy;
  double goal = std::numeric_limits<double>::infinity();
  for (const double accepted : {accuracy.loss, accuracy.predictions})
    if (accepted > 0.)
      goal = std::min(goal, accepted);
  box_error_ = trial(base_)->box;
  while (box_error_ > share * factor * goal &&
         base_[Cause::box] + 1 < ladders_.n_rungs(Cause::box)) {
    Rungs wider = base_;
    ++wider[Cause::box];
    const std::optional<Trial> &found = trial(wider);
    if (!found || improvement * found->box > box_error_) {
      box_error_ = std::max(0., box_error_ - (found ? found->box : 0.));
      return;
    }
    base_ = wider;
    box_error_ = found->box;
  }
}

TrialDifference ResolutionSearch::step_above(Cause cause, std::size_t rung) {
  Rungs coarse = base_, fine = base_;
  coarse[cause] = rung;
  fine[cause] = rung + 1;
  const std::optional<Trial> &a = trial(coarse), &b = trial(fine);
  if (a && b)
    return difference(*b, *a, data_);
  const std::size_t n = trial(base_)->times.size();
  const std::vector<double> unknown(n, std::numeric_limits<double>::infinity());
  return {unknown, unknown};
}

void ResolutionSearch::estimate(Cause cause) {
  TrialDifference &error = errors_[cause];
  error = step_above(cause, chosen_[cause]);
  if (const TrialDifference &step = steps_[cause]; !step.loss.empty()) {
    raise_to(error.loss, step.loss, least_share);
    raise_to(error.predictions, step.predictions, least_share);
  }
}

double ResolutionSearch::excess() const {
  TrialDifference sum;
  for (const Cause cause : all_causes)
    if (const TrialDifference &error = errors_[cause]; !error.loss.empty()) {
      sum.loss.resize(error.loss.size(), 0.);
      sum.predictions.resize(error.loss.size(), 0.);
      for (std::size_t k = 0; k < error.loss.size(); ++k) {
        sum.loss[k] += error.loss[k];
        sum.predictions[k] += error.predictions[k];
      }
    }
  return sum.excess(parameters_.accuracy);
}

double ResolutionSearch::seconds_of(const Rungs &resolution) const {
  const auto work = [&](const Rungs &of) {
    const Parameters parameters = with_resolution(parameters_, ladders_, of);
    // Steps shrink with the cells.
    return double(estimate_size(parameters, data_).degrees_of_freedom) *
           parameters.weights.inner.cells / parameters.weights.inner.half_width;
  };
  return trials_.at(key_of(base_))->seconds * work(resolution) / work(base_);
}

bool ResolutionSearch::may_go_up(Cause cause) {
  if (chosen_[cause] + 2 >= ladders_.n_rungs(cause)) { // one more is needed to see its error
    shortfall_ = name_of(cause) + " has no finer resolution";
    return false;
  }
  Rungs finer = chosen_;
  ++finer[cause];
  const AccuracyParameters &accuracy = parameters_.accuracy;
  const double memory =
      double(estimate_size(with_resolution(parameters_, ladders_, finer), data_).memory);
  constexpr double gibibyte = 1073741824.;
  const double room = accuracy.memory > 0. ? accuracy.memory * gibibyte
                                           : 0.9 * double(machine_memory()) * communicator_.size() /
                                                 communicator_.processes_on_this_machine();
  std::ostringstream problem;
  problem.precision(3);
  if (memory > room && room > 0.) {
    problem << "a finer " << name_of(cause) << " would take " << memory / gibibyte << " GiB";
  } else if (const double seconds = seconds_of(finer);
             accuracy.seconds > 0. && seconds > accuracy.seconds) {
    problem << "a finer " << name_of(cause) << " would take about " << seconds << " s";
  }
  if (!problem.str().empty())
    shortfall_ = problem.str();
  return problem.str().empty();
}

void ResolutionSearch::refine(double factor) {
  base_ = chosen_;
  find_base();
  widen_box(factor);
  shortfall_.clear();
  for (const Cause cause : all_causes) {
    chosen_[cause] = std::max(chosen_[cause], base_[cause]);
    if (cause != Cause::box && ladders_.has(cause))
      estimate(cause);
  }
  while (excess() > factor) {
    std::optional<Cause> worst;
    double most = 0.;
    for (const Cause cause : all_causes)
      if (const TrialDifference &error = errors_[cause]; !error.loss.empty())
        if (const double share = error.excess(parameters_.accuracy); share > most) {
          most = share;
          worst = cause;
        }
    if (!worst || !may_go_up(*worst))
      return;
    steps_[*worst] = step_above(*worst, chosen_[*worst]);
    ++chosen_[*worst];
    estimate(*worst);
  }
  shortfall_.clear();
}

std::string ResolutionSearch::describe() const {
  const Parameters chosen = with_resolution(parameters_, ladders_, chosen_);
  std::ostringstream line;
  line.precision(3);
  line << "accuracy: "
       << excess() * std::max(parameters_.accuracy.loss, parameters_.accuracy.predictions);
  line << " with " << chosen.weights.outer_nodes << " outer nodes";
  if (ladders_.has(Cause::outer_head))
    line << " (head " << chosen.weights.head_outer_nodes << ")";
  line << ", " << chosen.weights.inner.cells << " cells of degree " << chosen.weights.inner.degree
       << ", half width " << chosen.weights.inner.half_width << ", " << chosen.depth.nodes
       << " depth nodes, tolerance " << chosen.time.tolerance << "  (" << n_trials_
       << " trial runs)";
  return line.str();
}

ChosenResolution ResolutionSearch::result() const {
  ChosenResolution result;
  result.parameters = with_resolution(parameters_, ladders_, chosen_);
  result.n_trials = n_trials_;
  result.errors.times = trials_.at(key_of(base_))->times;
  for (const Cause cause : all_causes)
    if (const TrialDifference &error = errors_[cause]; !error.loss.empty()) {
      result.errors.loss[cause] = error.loss;
      result.errors.predictions +=
          *std::max_element(error.predictions.begin(), error.predictions.end());
    }
  // What is left of the mass at the walls, as in find_base().
  // On the mesh that was chosen less of what is seen at the walls is an error of the mesh.
  Rungs finer = base_;
  finer[Cause::inner] = chosen_[Cause::inner];
  const std::optional<Trial> &found = trials_.at(key_of(finer));
  result.errors.loss[Cause::box].assign(result.errors.times.size(),
                                        found ? std::min(found->box, box_error_) : box_error_);
  if (!shortfall_.empty()) {
    std::ostringstream text;
    text.precision(2);
    text << "Accuracy: about "
         << excess() * std::max(parameters_.accuracy.loss, parameters_.accuracy.predictions)
         << " is reached, since " << shortfall_;
    result.shortfall = text.str();
  }
  return result;
}

} // namespace

ChosenResolution choose_resolution(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator,
                                   const std::function<void(const std::string &)> &say) {
  const double start = wall_seconds();
  const AccuracyParameters &accuracy = parameters.accuracy;
  double factor = 1.;
  while (factor * std::max(accuracy.loss, accuracy.predictions) * stage_factor < coarsest_goal)
    factor *= stage_factor;
  ResolutionSearch search(parameters, data, communicator);
  for (; factor >= 1.; factor /= stage_factor) {
    search.refine(factor);
    say(search.describe());
  }
  ChosenResolution result = search.result();
  result.seconds = wall_seconds() - start;
  return result;
}

} // namespace rhoflow
