// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/resolution/point_trial.h"

#include <functional>
#include <string>

namespace rhoflow {

/// What the search for a number of points needs of its caller.
struct PointNumberSearch {
  /// Makes a trial run on points, or gives the one that it made before with the same settings.
  std::function<const PointTrial &(const Parameters &, ShiftedDensity)> trial_of;
  /// Why a run cannot be made, for whose size the trial of @p trial took @p seconds; empty if it
  /// can.
  std::function<std::string(const Parameters &run, const Parameters &trial, double seconds)>
      excessive_cost;
  std::function<void(const std::string &)> say; ///< gets a line for every trial
};

struct ChosenPointNumber {
  unsigned int number = 0;
  double excess = 0.;    ///< what it makes of the error that is allowed, as far as a trial told
  std::string shortfall; ///< why it is not enough; empty if it is
};

/// Chooses the number of points of one density, the head's if @p head, such that these make at most
/// the part @p share of the error that Accuracy allows.
///
/// The shifts of a trial differ in the lattice of this density only; the other one has few points.
/// Trials have four times the points each time, until the standard errors of the last one, and how
/// fast they fell, say how many are enough.
/// @param chosen the parameters of the run, with what is chosen already. Collective.
ChosenPointNumber choose_point_number(const Parameters &chosen, bool head, double share,
                                      const PointNumberSearch &search);

} // namespace rhoflow
