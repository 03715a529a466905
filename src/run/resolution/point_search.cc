// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/point_search.h"

#include "base/machine_memory.h"
#include "rhoflow/base/errors.h"
#include "run/point_setup.h"
#include "run/resolution/finer_grid.h"
#include "run/resolution/point_companions.h"
#include "run/resolution/point_number.h"
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
constexpr double gibibyte = 1073741824.; // bytes

class PointSearch {
public:
  PointSearch(const Parameters &parameters, const DataSet &data, Communicator communicator)
      : accuracy_(parameters.accuracy), data_(data), communicator_(std::move(communicator)),
        chosen_(parameters) {
    chosen_.points.head_number = 0; // until it is chosen, too
  }

  /// Chooses depth nodes and tolerance. @param say gets a line that names them
  void choose_depth_and_steps(const std::function<void(const std::string &)> &say);
  /// Chooses the number of points of both densities. @param say gets a line for every trial
  void choose_numbers(const std::function<void(const std::string &)> &say);
  ChosenResolution result();

private:
  /// The trial run of @p parameters, which is made once: the companions of what was chosen are
  /// those by which it was chosen.
  const PointTrial &trial_of(const Parameters &parameters,
                             ShiftedDensity shifted = ShiftedDensity::all);
  /// Makes @p cause finer until the next one changes no more than @p share of what is allowed.
  /// @return what it changes
  double refine(Cause cause, double share);
  /// The trial of @p base, which is made finer until it can be computed with.
  /// @throws RunError if it cannot
  const PointTrial &first_trial_of(Parameters &base, Cause cause);
  /// Why a run with the parameters @p run cannot be made; empty if it can. Collective.
  /// @param trial_seconds that a run with the parameters @p trial took
  std::string excessive_cost(const Parameters &run, const Parameters &trial,
                             double trial_seconds) const;
  /// Chooses the number of points of one density, see choose_point_number().
  /// @return what they make of the error that is allowed
  double choose_number(bool head, double share,
                       const std::function<void(const std::string &)> &say);

  AccuracyParameters accuracy_;
  const DataSet &data_;
  Communicator communicator_;
  Parameters chosen_;
  double share_of_points_ = share_of_all;
  std::map<std::string, PointTrial> trials_; ///< by the settings that a search changes
  std::string shortfall_;
};

const PointTrial &PointSearch::trial_of(const Parameters &parameters, ShiftedDensity shifted) {
  std::string key = std::to_string(parameters.points.shifts) + '\n' + std::to_string(int(shifted));
  for (const std::string &setting : point_settings(parameters))
    key += '\n' + setting;
  const auto known = trials_.find(key);
  return known != trials_.end()
             ? known->second
             : trials_.emplace(key, run_point_trial(parameters, data_, communicator_, shifted))
                   .first->second;
}

void PointSearch::choose_depth_and_steps(const std::function<void(const std::string &)> &say) {
  constexpr double first_tolerance = 1e-3;
  chosen_.time.tolerance = first_tolerance;
  if (makes_error_on_points(chosen_, Cause::depth)) {
    chosen_.depth.nodes = 1;
    share_of_points_ -= refine(Cause::depth, share_of_depth);
  }
  share_of_points_ -= refine(Cause::time, share_of_steps);
  std::ostringstream line;
  line << "accuracy: " << chosen_.depth.nodes << " depth nodes, tolerance "
       << chosen_.time.tolerance << "  (" << trials_.size() << " trial runs)";
  say(line.str());
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

std::string PointSearch::excessive_cost(const Parameters &run, const Parameters &trial,
                                        double trial_seconds) const {
  const PointRunSize size = estimate_point_size(run, data_);
  const double memory = double(size.memory) / communicator_.size() *
                        communicator_.processes_on_this_machine(),
               room = communicator_.minimum(accuracy_.memory > 0. ? accuracy_.memory * gibibyte
                                                                  : 0.9 * double(machine_memory())),
               seconds = trial_seconds * double(size.numbers) /
                         double(estimate_point_size(trial, data_).numbers);
  std::ostringstream problem;
  problem.precision(3);
  const std::uint64_t points = std::max(size.points, size.head_points);
  if (memory > room && room > 0.)
    problem << points << " points would take " << memory / gibibyte << " GiB";
  else if (accuracy_.seconds > 0. && seconds > accuracy_.seconds)
    problem << points << " points would take about " << seconds << " s";
  return problem.str();
}

double PointSearch::choose_number(bool head, double share,
                                  const std::function<void(const std::string &)> &say) {
  PointNumberSearch search;
  search.trial_of = [this](const Parameters &trial, ShiftedDensity shifted) -> const PointTrial & {
    return trial_of(trial, shifted);
  };
  search.excessive_cost = [this](const Parameters &run, const Parameters &trial, double seconds) {
    return excessive_cost(run, trial, seconds);
  };
  search.say = [&](const std::string &line) {
    say(line + "  (" + std::to_string(trials_.size()) + " trial runs)");
  };
  const ChosenPointNumber chosen = choose_point_number(chosen_, head, share, search);
  (head ? chosen_.points.head_number : chosen_.points.number) = chosen.number;
  if (!chosen.shortfall.empty())
    shortfall_ = chosen.shortfall;
  return std::min(chosen.excess, share);
}

void PointSearch::choose_numbers(const std::function<void(const std::string &)> &say) {
  // Points of the head cost little, since it has one density where the encoder has many; errors of
  // independent points add up in their squares.
  constexpr double share_of_head = 0.5;
  double left = share_of_points_;
  if (chosen_.network.head == HeadType::trained) {
    const double of_head = choose_number(true, share_of_head * left, say);
    left = std::sqrt(left * left - of_head * of_head);
  }
  choose_number(false, left, say);
}

ChosenResolution PointSearch::result() {
  ChosenResolution result;
  result.parameters = chosen_;
  Parameters companion = chosen_; // of few points even depth and steps look worse than they are
  companion.points.number = std::max(companion.points.number, point_companion_size);
  companion.points.head_number = 0;
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
  search.choose_depth_and_steps(say);
  search.choose_numbers(say);
  return search.result();
}

} // namespace rhoflow
