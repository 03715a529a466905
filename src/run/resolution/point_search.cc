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
#include <sstream>

namespace rhoflow {

namespace {

/// What depth and steps may do of what is allowed. The points, which cost most, may do what these
/// leave, but for a rest, since standard errors are not exact.
constexpr double share_of_depth = 0.25, share_of_steps = 0.15, share_of_all = 0.9;
constexpr double gibibyte = 1073741824.; // bytes

class PointSearch {
public:
  PointSearch(const Parameters &parameters, const DataSet &data)
      : accuracy_(parameters.accuracy), data_(data), chosen_(parameters) {}

  /// Chooses depth nodes and tolerance.
  void choose_depth_and_steps();
  /// Chooses the number of points. @param say gets a line for every trial
  void choose_number(const std::function<void(const std::string &)> &say);
  ChosenResolution result() const;

private:
  /// Makes @p cause finer until the next one changes no more than @p share of what is allowed.
  /// @return what it changes
  double refine(Cause cause, double share);
  /// The trial of @p base, which is made finer until it can be computed with.
  /// @throws RunError if it cannot
  PointTrial first_trial_of(Parameters &base, Cause cause);
  /// The trial of the parameters chosen so far.
  PointTrial run_trial_of_points();
  /// Why a run with the parameters @p more cannot be made; empty if it can.
  std::string excessive_cost(const Parameters &more) const;
  /// How many points make the error of @p trial small enough. @param slope how fast it falls
  double needed(const PointTrial &trial, double slope) const {
    const double excess = trial.excess(accuracy_) / share_of_points_;
    return chosen_.points.number * std::pow(std::max(excess, 1e-3), 1. / slope);
  }
  void describe(const PointTrial &trial, const std::function<void(const std::string &)> &say) const;

  AccuracyParameters accuracy_;
  const DataSet &data_;
  Parameters chosen_;
  double share_of_points_ = share_of_all;
  unsigned int n_trials_ = 0;
  double seconds_ = 0.; ///< of the last trial
  std::string shortfall_;
};

void PointSearch::choose_depth_and_steps() {
  constexpr double first_tolerance = 1e-4;
  chosen_.time.tolerance = first_tolerance;
  if (makes_error_on_points(chosen_, Cause::depth)) {
    chosen_.depth.nodes = 1;
    share_of_points_ -= refine(Cause::depth, share_of_depth);
  }
  share_of_points_ -= refine(Cause::time, share_of_steps);
}

PointTrial PointSearch::first_trial_of(Parameters &base, Cause cause) {
  constexpr unsigned int most_attempts = 4;
  for (unsigned int attempt = 1;; ++attempt) {
    ++n_trials_;
    try {
      return run_point_trial(base, data_);
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
  PointTrial trial = first_trial_of(base, cause);
  double change = 0.;
  for (;;) {
    const Parameters finer = with_finer(base, cause);
    PointTrial next = run_point_trial(finer, data_);
    ++n_trials_;
    change = error_of_trial(trial, next, data_).excess(accuracy_);
    if (change <= share)
      break;
    base = finer;
    trial = std::move(next);
    if (base.depth.nodes >= most_depth_nodes || base.time.tolerance < least_tolerance) {
      shortfall_ = finer_one_of(cause) + " cannot be chosen";
      break;
    }
  }
  chosen_.depth.nodes = base.depth.nodes;
  chosen_.time.tolerance = base.time.tolerance;
  return std::min(change, share);
}

std::string PointSearch::excessive_cost(const Parameters &more) const {
  const double memory = double(estimate_point_size(more, data_).memory),
               room = accuracy_.memory > 0. ? accuracy_.memory * gibibyte
                                            : 0.9 * double(machine_memory()),
               seconds = seconds_ * more.points.number / chosen_.points.number;
  std::ostringstream problem;
  problem.precision(3);
  if (memory > room && room > 0.)
    problem << more.points.number << " points would take " << memory / gibibyte << " GiB";
  else if (accuracy_.seconds > 0. && seconds > accuracy_.seconds)
    problem << more.points.number << " points would take about " << seconds << " s";
  return problem.str();
}

PointTrial PointSearch::run_trial_of_points() {
  PointTrial trial = run_point_trial(chosen_, data_);
  ++n_trials_;
  seconds_ = trial.mean.seconds;
  return trial;
}

void PointSearch::choose_number(const std::function<void(const std::string &)> &say) {
  constexpr unsigned int first_number = 512, most_points = 1u << 26;
  constexpr int doublings_of_trials = 2;
  // Lattices are between random points and the smoothest case.
  constexpr double least_slope = 0.5, usual_slope = 0.75, most_slope = 1.;
  // Numbers are powers of two; a little above one is not worth the next.
  constexpr double little = 1.15;
  chosen_.points.number = first_number;
  double before = 0.;
  for (;;) {
    const PointTrial trial = run_trial_of_points();
    describe(trial, say);
    const double error = trial.excess(accuracy_);
    const double slope =
        before > 0. && error > 0.
            ? std::clamp(std::log(before / error) / (doublings_of_trials * std::log(2.)),
                         least_slope, most_slope)
            : usual_slope;
    before = error;
    const double factor = needed(trial, slope) / chosen_.points.number;
    const int doublings = factor > 1. ? std::max(1, int(std::ceil(std::log2(factor / little)))) : 0;
    const bool is_last = doublings <= doublings_of_trials;
    Parameters more = chosen_;
    more.points.number <<= std::min(doublings, doublings_of_trials);
    if (doublings > 0) {
      const std::string problem =
          more.points.number > most_points ? "more points cannot be chosen" : excessive_cost(more);
      if (!problem.empty()) {
        shortfall_ = problem;
        return;
      }
      chosen_ = more;
    }
    if (is_last)
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
       << n_trials_ << " trial runs)";
  say(line.str());
}

ChosenResolution PointSearch::result() const {
  ChosenResolution result;
  result.parameters = chosen_;
  Parameters companion = chosen_; // of few points even depth and steps look worse than they are
  companion.points.number = std::max(companion.points.number, point_companion_size);
  result.errors = estimate_point_errors(companion, data_);
  result.errors.remedies = remedies_on_points(chosen_);
  if (!shortfall_.empty())
    result.errors.shortfall = "the accuracy asked for is not reached, since " + shortfall_;
  return result;
}

} // namespace

ChosenResolution choose_points(const Parameters &parameters, const DataSet &data,
                               const std::function<void(const std::string &)> &say) {
  PointSearch search(parameters, data);
  search.choose_depth_and_steps();
  search.choose_number(say);
  return search.result();
}

} // namespace rhoflow
