// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/point_number.h"

#include "rhoflow/base/errors.h"
#include "run/stop_error.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// Each trial has at most four times the points of the one before.
constexpr int doublings_of_trials = 2;
/// What is believed without a trial, since that would take as long as the run: twice or four times
/// the points of a trial, if these are more than so many. Standard errors of few points may be
/// small by luck: with alpha = 5 that of 512 was an eighth of that of 1024.
constexpr int believed_doublings = 2;
constexpr unsigned int first_number = 512, most_points = 1u << 26;
/// The trials of the head, beside an encoder of few points, take less than the run: of circles,
/// 1e-4, 32768 points of the head had 1.7 times what was allowed and 131072 of them 1.5 times.
unsigned int most_confirmed(bool head) {
  return head ? 131072 : 8192;
}

/// Points of the other density, whose own error is not looked at.
constexpr unsigned int number_of_other = 1024;
/// Depth nodes of trials: what the points of a density do hardly depends on them.
constexpr unsigned int most_depth_nodes = 3;
/// A standard error falls no faster with the number of points than with this power of it, else it
/// did so by luck and does not tell that of more points.
constexpr double most_slope = 1.5;

/// How often the number of points has to be doubled for an error that is the multiple @p excess of
/// the one that is wanted.
/// @param excess_before that of the trial before, which had 2^@p doublings as few points; 0 if
///        there is none
int doublings_needed(double excess, double excess_before, int doublings) {
  // Lattices are between random points and the smoothest case.
  constexpr double least_slope = 0.5, usual_slope = 0.75, greatest_slope = 1.;
  // Numbers are powers of two; a little above one is not worth the next.
  constexpr double little = 1.15, least_excess = 1e-3;
  const double slope =
      excess_before > 0. && excess > 0.
          ? std::clamp(std::log2(excess_before / excess) / doublings, least_slope, greatest_slope)
          : usual_slope;
  const double factor = std::pow(std::max(excess, least_excess), 1. / slope);
  return factor > 1. ? std::max(1, int(std::ceil(std::log2(factor / little)))) : 0;
}

Parameters with_number(Parameters parameters, bool head, unsigned int number) {
  (head ? parameters.points.head_number : parameters.points.number) = number;
  return parameters;
}

std::string description(const Parameters &trial, bool head, double excess) {
  std::ostringstream line;
  line.precision(2);
  line << "accuracy: " << (head ? trial.points.head_number : trial.points.number)
       << " points of the " << (head ? "head" : "encoder") << ": error by their number " << excess
       << " of what is allowed";
  return line.str();
}

/// The trial of @p parameters, whose depth nodes are raised to @p depth_nodes if fewer are too few
/// to compute with.
const PointTrial &trial_of(Parameters &parameters, unsigned int depth_nodes, ShiftedDensity shifted,
                           const PointNumberSearch &search) {
  try {
    return search.trial_of(parameters, shifted);
  } catch (const StopError &) {
    throw;
  } catch (const RunError &) {
    if (parameters.depth.nodes == depth_nodes)
      throw;
    parameters.depth.nodes = depth_nodes;
    return search.trial_of(parameters, shifted);
  }
}

} // namespace

ChosenPointNumber choose_point_number(const Parameters &chosen, bool head, double share,
                                      const PointNumberSearch &search) {
  Parameters base = with_number(chosen, !head, number_of_other);
  if (base.depth.rule == DepthRule::gauss) // other rules' layers belong to the network
    base.depth.nodes = std::min(base.depth.nodes, most_depth_nodes);
  ChosenPointNumber result;
  result.number = first_number;
  double before = 0.;
  int step = 0;
  for (;;) {
    Parameters parameters = with_number(base, head, result.number);
    const PointTrial &trial =
        trial_of(parameters, chosen.depth.nodes,
                 head ? ShiftedDensity::head : ShiftedDensity::encoder, search);
    base.depth.nodes = parameters.depth.nodes;
    result.excess = trial.excess(chosen.accuracy);
    search.say(description(parameters, head, result.excess));
    // Circles had 2.2 times what was allowed with 2048 points and 5.5 times with 8192. One that is
    // small enough is that of the run with these points.
    const double lucky = before * std::exp2(-most_slope * step),
                 wanted = std::max(result.excess, lucky) / share;
    const int doublings =
        result.excess <= share ? 0 : doublings_needed(wanted, before / share, step);
    before = result.excess;
    const unsigned int next = result.number << std::min(doublings, believed_doublings);
    const bool is_large = next > most_confirmed(head),
               is_last = doublings == 0 || (is_large && doublings <= believed_doublings);
    // As few as are needed to believe the rest.
    step = std::min(is_large && !is_last ? doublings - believed_doublings : doublings,
                    doublings_of_trials);
    if (doublings > 0) {
      const unsigned int more = result.number << step;
      result.shortfall = more > most_points ? "more points cannot be chosen"
                                            : search.excessive_cost(with_number(chosen, head, more),
                                                                    parameters, trial.mean.seconds);
      if (!result.shortfall.empty())
        return result;
      result.number = more;
      result.excess = share;
    }
    if (is_last)
      return result;
  }
}

} // namespace rhoflow
