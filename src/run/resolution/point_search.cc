// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/point_search.h"

#include "base/machine_memory.h"
#include "rhoflow/base/errors.h"
#include "run/point_setup.h"
#include "run/resolution/finer_grid.h"
#include "run/resolution/point_companions.h"
#include "run/stop_error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>
#include <utility>

namespace rhoflow {

namespace {

/// What depth and steps may do of what is allowed. The points, which cost most, may do what these
/// leave, but for a rest, since standard errors are not exact.
constexpr double share_of_depth = 0.25, share_of_steps = 0.15, share_of_all = 0.9;
/// Each trial has at most four times the points of the one before.
constexpr int doublings_of_trials = 2;
/// What is believed without a trial, since that would take as long as the run: twice or four times
/// the points of a trial, if these are more than so many. Standard errors of few points may be
/// small by luck: with alpha = 5 that of 512 was an eighth of that of 1024.
constexpr int believed_doublings = 2;
constexpr unsigned int most_confirmed = 8192;
constexpr double gibibyte = 1073741824.; // bytes

class PointSearch {
public:
  PointSearch(const Parameters &parameters, const DataSet &data, Communicator communicator)
      : accuracy_(parameters.accuracy), data_(data), communicator_(std::move(communicator)),
        chosen_(parameters) {}

  /// Chooses depth nodes and tolerance.
  void choose_depth_and_steps();
  /// Chooses the number of points. @param say gets a line for every trial
  void choose_number(const std::function<void(const std::string &)> &say);
  ChosenResolution result();

private:
  /// The trial run of @p parameters, which is made once: the companions of what was chosen are
  /// those by which it was chosen.
  const PointTrial &trial_of(const Parameters &parameters);
  /// Makes @p cause finer until the next one changes no more than @p share of what is allowed.
  /// @return what it changes
  double refine(Cause cause, double share);
  /// The trial of @p base, which is made finer until it can be computed with.
  /// @throws RunError if it cannot
  const PointTrial &first_trial_of(Parameters &base, Cause cause);
  /// Why a run with the parameters @p more cannot be made; empty if it can. Collective.
  /// @param trial_seconds that the trial of chosen_ took
  std::string excessive_cost(const Parameters &more, double trial_seconds) const;
  /// How often the number of points has to be doubled for an error that is the multiple @p excess
  /// of what is allowed.
  /// @param excess_before that of the trial before, which had 2^@p doublings as few points; 0 if
  ///        there is none
  int doublings_needed(double excess, double excess_before, int doublings) const;
  /// Doubles the number @p doublings times. @param trial the one of chosen_
  /// @return false if that costs too much: then nothing changes but shortfall_
  bool raise_number(int doublings, const PointTrial &trial);
  void describe(const PointTrial &trial, const std::function<void(const std::string &)> &say) const;

  AccuracyParameters accuracy_;
  const DataSet &data_;
  Communicator communicator_;
  Parameters chosen_;
  double share_of_points_ = share_of_all;
  std::map<std::string, PointTrial> trials_; ///< by the settings that a search changes
  std::string shortfall_;
};

const PointTrial &PointSearch::trial_of(const Parameters &parameters) {
  std::string key = std::to_string(parameters.points.shifts);
  for (const std::string &setting : point_settings(parameters))
    key += '\n' + setting;
  const auto known = trials_.find(key);
  return known != trials_.end()
             ? known->second
             : trials_.emplace(key, run_point_trial(parameters, data_, communicator_))
                   .first->second;
}

void PointSearch::choose_depth_and_steps() {
  constexpr double first_tolerance = 1e-4;
  chosen_.time.tolerance = first_tolerance;
  if (makes_error_on_points(chosen_, Cause::depth)) {
    chosen_.depth.nodes = 1;
    share_of_points_ -= refine(Cause::depth, share_of_depth);
  }
  share_of_points_ -= refine(Cause::time, share_of_steps);
}

const PointTrial &PointSearch::first_trial_of(Parameters &base, Cause cause) {
  constexpr unsigned int most_attempts = 4;
  for (unsigned int attempt = 1;; ++attempt) {
    try {
      return trial_of(base);
    } catch (const StopError &) {
      throw;
    } catch (const RunError &) {
      if (attempt == most_attempts)
        throw;
      base = with_finer(base, cause); // one depth node may be too few to compute with
    }
  }
}

double PointSearch::refine(Cause cause, double share) {
  constexpr unsigned int most_depth_nodes = 16;
  constexpr double least_tolerance = 1e-11;
  Parameters base = chosen_;
  base.points.number = point_companion_size;
  base = point_companion(base);
  const PointTrial *trial = &first_trial_of(base, cause);
  double change = 0.;
  for (;;) {
    const Parameters finer = with_finer(base, cause);
    const PointTrial &next = trial_of(finer);
    change = error_of_trial(*trial, next, data_).excess(accuracy_);
    if (change <= share)
      break;
    base = finer;
    trial = &next;
    if (base.depth.nodes >= most_depth_nodes || base.time.tolerance < least_tolerance) {
      shortfall_ = finer_one_of(cause) + " cannot be chosen";
      break;
    }
  }
  chosen_.depth.nodes = base.depth.nodes;
  chosen_.time.tolerance = base.time.tolerance;
  return std::min(change, share);
}

std::string PointSearch::excessive_cost(const Parameters &more, double trial_seconds) const {
  const double memory = double(estimate_point_size(more, data_).memory) / communicator_.size() *
                        communicator_.processes_on_this_machine(),
               room = communicator_.minimum(accuracy_.memory > 0. ? accuracy_.memory * gibibyte
                                                                  : 0.9 * double(machine_memory())),
               seconds = trial_seconds * more.points.number / chosen_.points.number;
  std::ostringstream problem;
  problem.precision(3);
  if (memory > room && room > 0.)
    problem << more.points.number << " points would take " << memory / gibibyte << " GiB";
  else if (accuracy_.seconds > 0. && seconds > accuracy_.seconds)
    problem << more.points.number << " points would take about " << seconds << " s";
  return problem.str();
}

int PointSearch::doublings_needed(double excess, double excess_before, int doublings) const {
  // Lattices are between random points and the smoothest case.
  constexpr double least_slope = 0.5, usual_slope = 0.75, most_slope = 1.;
  // Numbers are powers of two; a little above one is not worth the next.
  constexpr double little = 1.15, least_excess = 1e-3;
  const double slope =
      excess_before > 0. && excess > 0.
          ? std::clamp(std::log2(excess_before / excess) / doublings, least_slope, most_slope)
          : usual_slope;
  const double factor = std::pow(std::max(excess / share_of_points_, least_excess), 1. / slope);
  return factor > 1. ? std::max(1, int(std::ceil(std::log2(factor / little)))) : 0;
}

bool PointSearch::raise_number(int doublings, const PointTrial &trial) {
  constexpr unsigned int most_points = 1u << 26;
  Parameters more = chosen_;
  more.points.number <<= doublings;
  const std::string problem = more.points.number > most_points
                                  ? "more points cannot be chosen"
                                  : excessive_cost(more, trial.mean.seconds);
  if (doublings > 0 && !problem.empty()) {
    shortfall_ = problem;
    return false;
  }
  chosen_ = more;
  return true;
}

void PointSearch::choose_number(const std::function<void(const std::string &)> &say) {
  constexpr unsigned int first_number = 512;
  chosen_.points.number = first_number;
  double before = 0.;
  int step = 0;
  for (;;) {
    const PointTrial &trial = trial_of(chosen_);
    describe(trial, say);
    // A standard error of few shifts that fell faster than the points grew in number did so by
    // luck, and does not tell that of more points: circles had 2.2 times what was allowed with 2048
    // points and 5.5 times with 8192. One that is small enough is that of the run with these
    // points.
    const double excess = trial.excess(accuracy_);
    const int doublings =
        excess <= share_of_points_
            ? 0
            : doublings_needed(std::max(excess, std::ldexp(before, -step)), before, step);
    before = excess;
    const bool is_large = chosen_.points.number << std::min(doublings, believed_doublings) >
                          most_confirmed,
               is_last = doublings == 0 || (is_large && doublings <= believed_doublings);
    // As few as are needed to believe the rest.
    step = std::min(is_large && !is_last ? doublings - believed_doublings : doublings,
                    doublings_of_trials);
    if (!raise_number(step, trial) || is_last)
      return;
  }
}

void PointSearch::describe(const PointTrial &trial,
                           const std::function<void(const std::string &)> &say) const {
  std::ostringstream line;
  line.precision(2);
  line << "accuracy: " << chosen_.depth.nodes << " depth nodes, tolerance "
       << chosen_.time.tolerance << ", " << chosen_.points.number
       << " points: error by their number " << trial.excess(accuracy_) << " of what is allowed  ("
       << trials_.size() << " trial runs)";
  say(line.str());
}

ChosenResolution PointSearch::result() {
  ChosenResolution result;
  result.parameters = chosen_;
  Parameters companion = chosen_; // of few points even depth and steps look worse than they are
  companion.points.number = std::max(companion.points.number, point_companion_size);
  result.errors = estimate_point_errors(
      companion, data_, [this](const Parameters &parameters) { return trial_of(parameters); });
  result.errors.remedies = remedies_on_points(chosen_);
  if (!shortfall_.empty())
    result.errors.shortfall = "the accuracy asked for is not reached, since " + shortfall_;
  return result;
}

} // namespace

ChosenResolution choose_points(const Parameters &parameters, const DataSet &data,
                               const Communicator &communicator,
                               const std::function<void(const std::string &)> &say) {
  PointSearch search(parameters, data, communicator);
  search.choose_depth_and_steps();
  search.choose_number(say);
  return search.result();
}

} // namespace rhoflow
