// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution_search.h"

#include "base/machine_memory.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"
#include "run/resolution/companions.h"
#include "run/resolution/resolution_trials.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// A rung counts with at least this share of what it changed: differences can be small by chance.
constexpr double least_share = 0.1;
constexpr double gibibyte = 1073741824.; // bytes

class ResolutionSearch {
public:
  ResolutionSearch(const Parameters &parameters, const DataSet &data,
                   const Communicator &communicator)
      : parameters_(parameters), data_(data), communicator_(communicator),
        trials_(parameters, data, communicator), ladders_(trials_.ladders()),
        companions_(data, communicator, {/*quantities*/ true}) {}

  /// Raises one cause after the other at a coarse resolution of all others.
  void climb();
  /// Looks with companions whether that is enough, and raises what is not.
  /// @param say gets a line every time
  void confirm(const std::function<void(const std::string &)> &say);
  ChosenResolution result() const;

private:
  /// @throws InputError if Accuracy/Memory is less than the coarsest resolution takes
  void require_room() const;
  /// Makes the base finer until it can be computed with.
  void find_base();
  /// Makes the inner meshes finer until they hold the start, which trials do without.
  void hold_the_start();
  /// What a rung of the climb does, @p step_below it in mind.
  TrialDifference rung_error(Cause cause, const TrialDifference &step_below);
  bool may_go_up(Cause cause);
  /// What one more rung of @p cause would take that is not there; empty if nothing.
  std::string excessive_cost(const Rungs &finer, Cause cause);
  /// @return whether any could be raised
  bool raise_the_worst();
  double excess_of(Cause cause) const {
    return errors_.by_cause[cause].excess(parameters_.accuracy);
  }
  /// "0.001 of the loss": what is reached of what was asked for.
  std::string reached() const;
  std::string describe() const;

  const Parameters &parameters_;
  const DataSet &data_;
  const Communicator &communicator_;
  ResolutionTrials trials_;
  const ResolutionLadders &ladders_;
  TrialCache companions_;
  Rungs base_, chosen_;
  CompanionErrors errors_; ///< of the chosen rungs
  std::string shortfall_;
};

void ResolutionSearch::find_base() {
  constexpr unsigned int most_attempts = 5;
  for (unsigned int attempt = 0; !trials_.at(base_); ++attempt) {
    bool finer = false;
    for (const Cause cause : {Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder,
                              Cause::inner_head, Cause::box, Cause::depth})
      if (base_[cause] + 1 < ladders_.n_rungs(cause)) {
        ++base_[cause];
        finer = true;
      }
    if (!finer || attempt == most_attempts)
      throw RunError("Accuracy: no resolution can be computed with; shorten Time/End time or scale "
                     "the data");
  }
}

TrialDifference ResolutionSearch::rung_error(Cause cause, const TrialDifference &step_below) {
  TrialDifference error = trials_.step_above(base_, cause, chosen_[cause]);
  error.raise_to(step_below, least_share);
  return error;
}

void ResolutionSearch::require_room() const {
  const double needed =
      double(estimate_size(trials_.parameters_at(base_), data_).memory) / gibibyte;
  std::ostringstream text;
  text.precision(3);
  text << "Accuracy/Memory = " << parameters_.accuracy.memory << ": the coarsest resolution takes "
       << needed << " GiB; raise it";
  if (parameters_.accuracy.memory > 0. && needed > parameters_.accuracy.memory)
    throw InputError(text.str());
}

void ResolutionSearch::climb() {
  constexpr std::size_t first_tolerance = 1; // 1e-3
  base_[Cause::time] = first_tolerance;
  // Where a density meets walls its mesh does not converge.
  constexpr double goal_of_near_walls = 5e-3;
  const AccuracyParameters &accuracy = parameters_.accuracy;
  if (data_.dimension > 1 && accuracy.loss < goal_of_near_walls &&
      accuracy.predictions < goal_of_near_walls)
    base_[Cause::box] = 2;
  if (data_.dimension > 1 && ladders_.has(Cause::depth))
    base_[Cause::depth] = 1; // two nodes, as companions have them for the meshes
  require_room();
  find_base();
  chosen_ = base_;
  // What one cause may do; what is enough for all is seen at finer resolutions, which coarse ones
  // judge too strictly.
  constexpr double share = 0.7, stalling = 0.7, most_work_of_trial = 2e8;
  for (const Cause cause : all_causes) {
    if (cause == Cause::box || !ladders_.has(cause)) // walls show on fine meshes only
      continue;
    TrialDifference error = rung_error(cause, {});
    // Twice without getting better: what is seen is the coarseness of the others.
    for (unsigned int stalled = 0; stalled < 2 && error.excess(parameters_.accuracy) > share &&
                                   chosen_[cause] + 2 < ladders_.n_rungs(cause);) {
      Rungs finer = base_;
      finer[cause] = chosen_[cause] + 2;
      if (trials_.work_of(finer, base_) > most_work_of_trial || !may_go_up(cause))
        break;
      const TrialDifference below = trials_.step_above(base_, cause, chosen_[cause]);
      const double before = error.excess(parameters_.accuracy);
      ++chosen_[cause];
      error = rung_error(cause, below);
      stalled = error.excess(parameters_.accuracy) > stalling * before ? stalled + 1 : 0;
    }
  }
}

std::string ResolutionSearch::excessive_cost(const Rungs &finer, Cause cause) {
  const AccuracyParameters &accuracy = parameters_.accuracy;
  const double memory = double(estimate_size(trials_.parameters_at(finer), data_).memory);
  const double room = accuracy.memory > 0. ? accuracy.memory * gibibyte
                                           : 0.9 * double(machine_memory()) * communicator_.size() /
                                                 communicator_.processes_on_this_machine();
  std::ostringstream problem;
  problem.precision(3);
  if (memory > room && room > 0.) {
    problem << finer_one_of(cause) << " would take " << memory / gibibyte << " GiB";
  } else if (const double seconds = trials_.seconds_of(finer, base_);
             accuracy.seconds > 0. && seconds > accuracy.seconds) {
    problem << finer_one_of(cause) << " would take about " << seconds << " s";
  }
  return problem.str();
}

bool ResolutionSearch::may_go_up(Cause cause) {
  if (chosen_[cause] + 1 >= ladders_.n_rungs(cause)) {
    shortfall_ = finer_one_of(cause) + " cannot be chosen";
    return false;
  }
  Rungs finer = chosen_;
  ++finer[cause];
  // A search that takes many times as long as the run is worth less than a finer run.
  constexpr double least_search = 2e9, most_share = 2.;
  if (trials_.total_work() + companions_.total_work() >
      least_search + most_share * trials_.work_of(finer, base_)) {
    shortfall_ = "the search has taken at least " + std::to_string(int(most_share)) +
                 " times as long as the run will; " + finer_one_of(cause) + " may be needed";
    return false;
  }
  const std::string problem = excessive_cost(finer, cause);
  if (!problem.empty())
    shortfall_ = problem;
  return problem.empty();
}

bool ResolutionSearch::raise_the_worst() {
  double worst = 0.;
  for (const Cause cause : all_causes)
    worst = std::max(worst, excess_of(cause));
  constexpr double near_the_worst = 0.3, two_rungs = 30.;
  bool raised = false;
  for (const Cause cause : all_causes) {
    if (excess_of(cause) < near_the_worst * worst || !may_go_up(cause))
      continue;
    ++chosen_[cause];
    raised = true;
    if (excess_of(cause) > two_rungs && may_go_up(cause))
      ++chosen_[cause];
  }
  return raised;
}

void ResolutionSearch::hold_the_start() {
  const auto holds = [&] {
    try {
      check_mesh(trials_.parameters_at(chosen_), data_.dimension);
      return true;
    } catch (const InputError &) {
      return false;
    }
  };
  for (bool raised = true; raised && !holds();) {
    raised = false;
    for (const Cause cause : {Cause::inner_encoder, Cause::inner_head})
      if (ladders_.has(cause) && may_go_up(cause)) {
        ++chosen_[cause];
        raised = true;
      }
  }
}

void ResolutionSearch::confirm(const std::function<void(const std::string &)> &say) {
  constexpr unsigned int most_corrections = 12;
  hold_the_start();
  Rungs confirmed = chosen_;
  for (unsigned int k = 0;; ++k) {
    const auto errors = run_companions(trials_.parameters_at(chosen_), companions_);
    if (!errors && k == 0)
      throw RunError("Accuracy: no resolution can be computed with; shorten Time/End time or scale "
                     "the data");
    if (!errors) {
      chosen_ = confirmed;
      shortfall_ = "trial runs of finer resolutions fail";
      return;
    }
    confirmed = chosen_;
    errors_ = *errors;
    say(describe());
    shortfall_.clear();
    if (errors_.sum().excess(parameters_.accuracy) <= 1.)
      return;
    if (k == most_corrections)
      shortfall_ = "finer resolutions do not make the error smaller";
    if (k == most_corrections || !raise_the_worst())
      return;
  }
}

std::string ResolutionSearch::reached() const {
  const TrialDifference sum = errors_.sum();
  const auto largest = [&](const std::vector<double> &errors) {
    return *std::max_element(errors.begin(), errors.end());
  };
  std::ostringstream text;
  text.precision(2);
  if (parameters_.accuracy.loss > 0.)
    text << largest(sum.loss) << " of the loss";
  if (parameters_.accuracy.predictions > 0.)
    text << (text.str().empty() ? "" : ", ") << largest(sum.predictions) << " of the predictions";
  return text.str();
}

std::string ResolutionSearch::describe() const {
  const Parameters chosen = trials_.parameters_at(chosen_);
  std::ostringstream line;
  line.precision(3);
  line << "accuracy: " << reached() << " with " << chosen.weights.outer_nodes << " outer nodes";
  if (ladders_.has(Cause::outer_head))
    line << " (head " << chosen.weights.head_outer_nodes << ")";
  line << ", " << chosen.weights.inner.cells << " cells of degree " << chosen.weights.inner.degree;
  if (ladders_.has(Cause::inner_head))
    line << " (head " << chosen.weights.head_inner.cells << " of "
         << chosen.weights.head_inner.degree << ")";
  line << ", half width " << chosen.weights.inner.half_width << ", " << chosen.depth.nodes
       << " depth nodes, tolerance " << chosen.time.tolerance << "  ("
       << trials_.n() + companions_.n() << " trial runs)";
  return line.str();
}

ChosenResolution ResolutionSearch::result() const {
  ChosenResolution result;
  result.parameters = trials_.parameters_at(chosen_);
  result.errors.estimate = errors_.estimate();
  if (!shortfall_.empty())
    result.errors.shortfall =
        "the accuracy asked for is not reached but " + reached() + ", since " + shortfall_;
  return result;
}

} // namespace

ChosenResolution choose_resolution(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator,
                                   const std::function<void(const std::string &)> &say) {
  ResolutionSearch search(parameters, data, communicator);
  search.climb();
  search.confirm(say);
  return search.result();
}

} // namespace rhoflow
