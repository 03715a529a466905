// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution_search.h"

#include "base/machine_memory.h"
#include "base/wall_clock.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/setup.h"
#include "run/resolution/resolution_trials.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

/// How much more accurate a stage is than the one before, and the coarsest goal of all.
constexpr double stage_factor = 20., coarsest_goal = 0.5;
/// A rung counts with at least this share of what it changed.
constexpr double least_share = 0.1;

/// The causes of a goal that is just met were underestimated by up to a half in tests.
constexpr double safety = 1.5;

class ResolutionSearch {
public:
  ResolutionSearch(const Parameters &parameters, const DataSet &data,
                   const Communicator &communicator)
      : parameters_(parameters), data_(data), communicator_(communicator),
        trials_(parameters, data, communicator), ladders_(trials_.ladders()) {}

  /// One stage with the goals of the parameters times @p factor.
  /// @param say gets a line now and then where it takes long
  void refine(double factor, const std::function<void(const std::string &)> &say);
  /// Line for people of where the search is.
  std::string describe() const;
  ChosenResolution result();

private:
  /// Makes the base coarser until its trials are short, as the trial of @p measured tells.
  void lighten_base(const Rungs &measured);
  /// Makes the base finer until it can be computed with.
  void find_base();
  /// Moves the walls out as far as that helps.
  void widen_box(double factor);
  void estimate(Cause cause);
  /// How many times as much finer rungs of all causes change together as one by one at the base.
  double interplay();
  double excess() const;
  /// @return whether the base is fine enough to see the causes converge
  bool raise_until_allowed(double factor);
  void raise_base();
  void estimate_all();
  bool may_go_up(Cause cause);
  /// "0.001 of the loss": what is reached of what was asked for.
  std::string reached() const;
  TrialDifference sum_of_errors() const;

  const Parameters &parameters_;
  const DataSet &data_;
  const Communicator &communicator_;
  ResolutionTrials trials_;
  const ResolutionLadders &ladders_;
  Rungs base_, chosen_;
  PerCause<TrialDifference> errors_; ///< of the chosen rungs
  PerCause<TrialDifference> steps_;  ///< from the rung below the chosen one to it; may be empty
  double factor_ = safety;           ///< to all errors, see interplay()
  std::string shortfall_;
  std::optional<Cause> stalled_; ///< raised last without an effect
  std::function<void(const std::string &)> say_;
  double last_line_ = wall_seconds();
};

void ResolutionSearch::lighten_base(const Rungs &measured) {
  constexpr double affordable_work = 1e8;
  while (trials_.work_of(base_, measured) > affordable_work) {
    std::optional<Rungs> lightest;
    for (const Cause cause :
         {Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder, Cause::inner_head})
      if (base_[cause] > 0) {
        Rungs lighter = base_;
        --lighter[cause];
        if (!lightest || trials_.work_of(lighter, measured) < trials_.work_of(*lightest, measured))
          lightest = lighter;
      }
    if (!lightest)
      return;
    base_ = *lightest;
  }
}

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

void ResolutionSearch::widen_box(double factor) {
  constexpr double share = 0.2; // of what is allowed
  TrialDifference &error = errors_[Cause::box];
  error = trials_.box_error(base_);
  while (error.excess(parameters_.accuracy) > share * factor &&
         base_[Cause::box] + 1 < ladders_.n_rungs(Cause::box)) {
    ++base_[Cause::box];
    if (!trials_.at(base_)) {
      --base_[Cause::box];
      return;
    }
    error = trials_.box_error(base_);
  }
}

void ResolutionSearch::estimate(Cause cause) {
  errors_[cause] = trials_.step_above(base_, cause, chosen_[cause]);
  if (!steps_[cause].loss.empty())
    errors_[cause].raise_to(steps_[cause], least_share);
}

TrialDifference ResolutionSearch::sum_of_errors() const {
  TrialDifference sum;
  for (const Cause cause : all_causes)
    if (const TrialDifference &error = errors_[cause]; !error.loss.empty())
      sum.add(error);
  return sum;
}

double ResolutionSearch::excess() const {
  return factor_ * sum_of_errors().excess(parameters_.accuracy);
}

std::string ResolutionSearch::reached() const {
  const TrialDifference sum = sum_of_errors();
  const auto largest = [&](const std::vector<double> &errors) {
    return factor_ * *std::max_element(errors.begin(), errors.end());
  };
  std::ostringstream text;
  text.precision(2);
  if (parameters_.accuracy.loss > 0.)
    text << largest(sum.loss) << " of the loss";
  if (parameters_.accuracy.predictions > 0.)
    text << (text.str().empty() ? "" : ", ") << largest(sum.predictions) << " of the predictions";
  return text.str();
}

double ResolutionSearch::interplay() {
  // The finer the rungs the better, as far as their trials do not take long: values times steps,
  // not seconds, so that the outcome does not depend on the machine.
  constexpr double little_work = 6e7, acceptable_work = 4e8;
  const auto shifted = [&](int by) {
    Rungs result = chosen_;
    for (const Cause cause : all_causes)
      if (cause != Cause::box && ladders_.has(cause)) {
        const auto last = static_cast<int>(ladders_.n_rungs(cause)) - 1;
        result[cause] =
            static_cast<std::size_t>(std::clamp(static_cast<int>(chosen_[cause]) + by, 0, last));
      }
    return result;
  };
  int level = 1;
  if (trials_.work_of(shifted(1), base_) > little_work)
    level = trials_.work_of(chosen_, base_) > acceptable_work ? -1 : 0;
  const Rungs fine = shifted(level), coarse = shifted(level - 1);
  const std::optional<Trial> &a = trials_.at(fine), &b = trials_.at(coarse);
  if (!a || !b)
    return 1.;
  TrialDifference sum;
  for (const Cause cause : all_causes)
    if (fine[cause] > coarse[cause])
      sum.add(trials_.step_above(base_, cause, coarse[cause]));
  const double together = difference(*a, *b, data_).excess(parameters_.accuracy),
               apart = sum.loss.empty() ? 0. : sum.excess(parameters_.accuracy);
  return apart > 0. ? std::max(1., together / apart) : 1.;
}

bool ResolutionSearch::may_go_up(Cause cause) {
  if (chosen_[cause] + 2 >= ladders_.n_rungs(cause)) { // one more is needed to see its error
    shortfall_ = finer_one_of(cause) + " cannot be chosen";
    return false;
  }
  Rungs finer = chosen_;
  ++finer[cause];
  // A search that takes many times as long as the run is worth less than a finer run.
  constexpr double least_search = 3e9, most_share = 10.;
  if (trials_.total_work() > least_search + most_share * trials_.work_of(finer, base_)) {
    shortfall_ = "the search has taken at least " + std::to_string(int(most_share)) +
                 " times as long as the run will; " + finer_one_of(cause) + " may be needed";
    return false;
  }
  const AccuracyParameters &accuracy = parameters_.accuracy;
  const double memory = double(estimate_size(trials_.parameters_at(finer), data_).memory);
  constexpr double gibibyte = 1073741824.;
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
  if (!problem.str().empty())
    shortfall_ = problem.str();
  return problem.str().empty();
}

void ResolutionSearch::estimate_all() {
  for (const Cause cause : all_causes) {
    chosen_[cause] = std::max(chosen_[cause], base_[cause]);
    if (cause != Cause::box && ladders_.has(cause))
      estimate(cause);
  }
}

void ResolutionSearch::raise_base() {
  for (const Cause cause : {Cause::outer_encoder, Cause::outer_head, Cause::inner_encoder,
                            Cause::inner_head, Cause::depth})
    if (base_[cause] + 2 < ladders_.n_rungs(cause))
      ++base_[cause];
  find_base();
  estimate_all();
}

void ResolutionSearch::refine(double factor, const std::function<void(const std::string &)> &say) {
  say_ = say;
  const Rungs former = base_;
  base_ = chosen_;
  if (trials_.n() > 0)
    lighten_base(former);
  find_base();
  widen_box(factor);
  estimate_all();
  constexpr unsigned int most_corrections = 4, most_bases = 4;
  factor_ = safety;
  constexpr double most_base_work = 5e7; // every trial takes about as long or longer
  for (unsigned int k = 0; k < most_bases && !raise_until_allowed(factor); ++k) {
    if (trials_.work_of(base_, base_) > most_base_work)
      break;
    raise_base();
  }
  for (unsigned int k = 0; k < most_corrections; ++k) {
    factor_ = safety * interplay();
    if (excess() <= factor) {
      shortfall_.clear();
      return;
    }
    const Rungs before = chosen_;
    raise_until_allowed(factor);
    if (std::all_of(all_causes.begin(), all_causes.end(),
                    [&](Cause cause) { return before[cause] == chosen_[cause]; }))
      break;
  }
  if (shortfall_.empty()) { // the last correction has raised something
    factor_ = safety * interplay();
    if (excess() > factor)
      shortfall_ = "finer resolutions of single causes do not make the error smaller";
  }
}

bool ResolutionSearch::raise_until_allowed(double factor) {
  constexpr double line_interval = 30.; // seconds
  constexpr double negligible = 0.05, stalling = 0.7;
  const AccuracyParameters &accuracy = parameters_.accuracy;
  shortfall_.clear();
  while (excess() > factor) {
    std::optional<Cause> worst;
    double most = 0.;
    for (const Cause cause : all_causes)
      if (const TrialDifference &error = errors_[cause]; cause != Cause::box && !error.loss.empty())
        if (const double share = factor_ * error.excess(accuracy); share > most) {
          most = share;
          worst = cause;
        }
    if (most < negligible * factor)
      shortfall_ = "the walls of the box cannot be moved so far that they do not matter";
    if (!worst || most < negligible * factor || !may_go_up(*worst))
      return true;
    steps_[*worst] = trials_.step_above(base_, *worst, chosen_[*worst]);
    ++chosen_[*worst];
    estimate(*worst);
    if (wall_seconds() - last_line_ > line_interval) {
      last_line_ = wall_seconds();
      say_(describe() + ", going on");
    }
    // Twice without getting better: what is seen is the coarseness of the others.
    const bool stalls = factor_ * errors_[*worst].excess(accuracy) > stalling * most;
    if (stalls && stalled_ == worst) {
      stalled_.reset();
      return false;
    }
    stalled_ = stalls ? worst : std::nullopt;
  }
  shortfall_.clear();
  return true;
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
       << " depth nodes, tolerance " << chosen.time.tolerance << "  (" << trials_.n()
       << " trial runs)";
  return line.str();
}

ChosenResolution ResolutionSearch::result() {
  ChosenResolution result;
  result.parameters = trials_.parameters_at(chosen_);
  result.n_trials = trials_.n();
  TrialDifference sum = sum_of_errors();
  sum.scale(factor_);
  EstimatedErrors &errors = result.errors.estimate;
  const Trial &trial = *trials_.at(base_);
  errors.times = trial.times;
  errors.first_loss = trial.losses.front();
  errors.samples = sum.samples;
  for (const Cause cause : all_causes)
    if (TrialDifference error = errors_[cause]; !error.loss.empty()) {
      error.scale(factor_);
      errors.loss[cause] = error.loss;
      errors.predictions[cause] = error.predictions;
    }
  if (!shortfall_.empty())
    result.errors.shortfall =
        "the accuracy asked for is not reached but " + reached() + ", since " + shortfall_;
  return result;
}

} // namespace

ChosenResolution choose_resolution(const Parameters &parameters, const DataSet &data,
                                   const Communicator &communicator,
                                   const std::function<void(const std::string &)> &say) {
  const double start = wall_seconds();
  const AccuracyParameters &accuracy = parameters.accuracy;
  int stages = 0; // before the last one
  while (std::pow(stage_factor, stages + 1) * std::max(accuracy.loss, accuracy.predictions) <
         coarsest_goal)
    ++stages;
  ResolutionSearch search(parameters, data, communicator);
  for (; stages >= 0; --stages) {
    search.refine(std::pow(stage_factor, stages), say);
    say(search.describe());
  }
  ChosenResolution result = search.result();
  result.seconds = wall_seconds() - start;
  return result;
}

} // namespace rhoflow
