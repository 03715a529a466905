// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/density_checkpoint.h"
#include "distributions/weight_distribution.h"
#include "geometry/weight_box.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Densities whose distances are measured: of a run at its end or at its start, in physical weights
/// and at any depth (between two depth nodes the mixture that WeightDistribution describes).
class MeasuredDensities {
public:
  virtual ~MeasuredDensities() = default;

  /// The box of the densities of encoder or head, see make_weight_box().
  virtual WeightBox box(bool head, unsigned int refinement) const = 0;

  /// The density of @p part, with two inputs its marginal of the inner weights, at the quadrature
  /// points of each of @p boxes; 0 where it has no mesh.
  virtual std::vector<std::vector<double>> sample(const std::vector<WeightBox> &boxes,
                                                  const WeightPart &part) const = 0;

  /// Of one coordinate, in the order of weight_names().
  virtual QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const = 0;
};

/// A finished run of the density solver.
struct MeasuredRun {
  std::string folder, path; ///< of the run, of its checkpoint
  DensityCheckpoint content;

  /// @throws InputError naming the folder if there is no checkpoint in it
  explicit MeasuredRun(const std::string &run);

  /// The depth nodes of the encoder, then the head if it is trained.
  std::vector<WeightPart> parts() const;
};

/// The densities with which @p run ended. @p run has to live as long.
std::unique_ptr<MeasuredDensities> densities_at_end(const MeasuredRun &run);

/// The densities with which @p run started, from the parameters in its checkpoint. @p run has to
/// live as long.
std::unique_ptr<MeasuredDensities> densities_at_start(const MeasuredRun &run);

} // namespace rhoflow
