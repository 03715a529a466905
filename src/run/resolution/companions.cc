// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/companions.h"

#include "run/resolution/finer_grid.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace rhoflow {

namespace {

/// Causes hide behind the coarseness of the others: in 300 output times of 11 problems the sum of
/// the differences was below the error by up to this factor but for one in a hundred.
constexpr double caution = 1.8;

/// How coarse the companions are in what they do not look at.
struct Coarseness {
  double outer_share;     ///< of the outer nodes
  double cell_share;      ///< of the cells of an inner mesh
  unsigned int less;      ///< by how much their degree is lower
  bool halves_depth;      ///< half of the depth nodes, otherwise one
  double least_tolerance; ///< of the steps
};

/// From coarse to fine: the next one is taken where a companion cannot be computed.
constexpr Coarseness coarsenesses[] = {{0.3, 0.5, 2, false, 1e-3}, {0.6, 0.75, 1, true, 1e-4}};

/// An even number near @p share of @p number, but at least @p least and at most the number.
unsigned int even_share(unsigned int number, double share, unsigned int least) {
  const auto even = 2u * static_cast<unsigned int>(std::lround(share * number / 2.));
  return std::min(number, std::max(least, even));
}

InnerMeshParameters coarser(InnerMeshParameters mesh, const Coarseness &coarseness) {
  constexpr unsigned int fewest_cells = 4, least_degree = 3, high_degree = 9;
  mesh.cells = even_share(mesh.cells, coarseness.cell_share, fewest_cells);
  const unsigned int lower = mesh.degree > high_degree       ? mesh.degree / 2
                             : mesh.degree > coarseness.less ? mesh.degree - coarseness.less
                                                             : 1;
  mesh.degree = std::min(mesh.degree, std::max(least_degree, lower));
  return mesh;
}

/// Whether @p part is less than 3 % of @p others at every output time, or next to nothing.
bool is_negligible(const TrialDifference &part, const TrialDifference &others) {
  constexpr double share = 0.03, nothing = 1e-10;
  const auto is_small = [](const std::vector<double> &small, const std::vector<double> &large) {
    for (std::size_t k = 0; k < small.size(); ++k)
      if (!(small[k] <= nothing || (k < large.size() && small[k] <= share * large[k])))
        return false;
    return true;
  };
  return is_small(part.loss, others.loss) && is_small(part.predictions, others.predictions);
}

class Companions {
public:
  Companions(const Parameters &parameters, TrialCache &trials, const Coarseness &coarseness,
             bool is_last)
      : given_(for_trials(with_own_resolutions(parameters))), trials_(trials), is_last_(is_last) {
    make_bases(coarseness);
  }

  /// @throws FailedTrial if one of the runs fails
  CompanionErrors errors();

private:
  void make_bases(const Coarseness &coarseness);
  /// Whether the loss of @p coarse is near enough to that of @p finer to tell what finer ones do.
  bool resembles(const Trial &coarse, const Trial &finer) const {
    constexpr double far = 0.5;
    const TrialDifference change = difference(finer, coarse, trials_.data());
    return *std::max_element(change.loss.begin(), change.loss.end()) < far;
  }
  /// What is coarse in everything but @p cause.
  Parameters companion(Cause cause) const;
  /// What changes when @p here becomes finer in @p cause. @throws FailedTrial
  TrialDifference change(const Parameters &here, Cause cause, double most_steps);
  /// What the walls do. @param others what all other causes do
  TrialDifference change_by_walls(const TrialDifference &others, double most_steps);

  Parameters given_;
  TrialCache &trials_;
  bool is_last_;         ///< there is nothing finer to try
  Parameters coarse_;    ///< in everything
  Parameters few_outer_; ///< with the inner meshes that are given
};

void Companions::make_bases(const Coarseness &coarseness) {
  // Kernels take eight outer weights at once, so that fewer are not cheaper.
  const unsigned int least = trials_.data().dimension == 1 ? 8 : 4, least_head = 8;
  few_outer_ = given_;
  WeightsParameters &weights = few_outer_.weights;
  weights.outer_nodes = even_share(weights.outer_nodes, coarseness.outer_share, least);
  weights.head_outer_nodes =
      even_share(weights.head_outer_nodes, coarseness.outer_share, least_head);
  if (few_outer_.depth.rule == DepthRule::gauss)
    few_outer_.depth.nodes = coarseness.halves_depth ? (few_outer_.depth.nodes + 1) / 2 : 1;
  few_outer_.time.tolerance = std::max(few_outer_.time.tolerance, coarseness.least_tolerance);
  coarse_ = few_outer_;
  coarse_.weights.inner = coarser(weights.inner, coarseness);
  coarse_.weights.head_inner = coarser(weights.head_inner, coarseness);
  // Features of one depth node only make the head's density of two inputs steeper than it is: at
  // the end of two spirals its mesh looked five times as wrong as with two nodes.
  constexpr unsigned int nodes_for_meshes = 2;
  if (trials_.data().dimension == 2 && given_.depth.rule == DepthRule::gauss)
    few_outer_.depth.nodes =
        std::max(few_outer_.depth.nodes, std::min(nodes_for_meshes, given_.depth.nodes));
}

Parameters Companions::companion(Cause cause) const {
  Parameters result = coarse_;
  switch (cause) {
  case Cause::outer_encoder:
    result.weights.outer_nodes = given_.weights.outer_nodes;
    break;
  case Cause::outer_head:
    result.weights.head_outer_nodes = given_.weights.head_outer_nodes;
    break;
  case Cause::inner_encoder:
  case Cause::inner_head:
  case Cause::box: // what a coarse mesh does at the walls is not what they do
    return few_outer_;
  case Cause::depth:
    result.depth.nodes = given_.depth.nodes;
    break;
  case Cause::time:
    result.time.tolerance = given_.time.tolerance;
    break;
  case Cause::points:
    break; // a mesh has none
  }
  return result;
}

TrialDifference Companions::change(const Parameters &here, Cause cause, double most_steps) {
  const Trial &finer = trials_.at(with_finer(here, cause), most_steps);
  TrialDifference result = difference(finer, trials_.at(here, most_steps), trials_.data());
  result.scale(caution);
  return result;
}

TrialDifference Companions::change_by_walls(const TrialDifference &others, double most_steps) {
  // With two inputs a wider box is the most expensive companion. Coarse meshes see what walls do,
  // too: in nine runs 0.1 to 100 times what the meshes that are given saw in the loss, and 0.04
  // times where the walls had made it 250 % wrong. Where ten times that is little, it will do.
  constexpr double coarse_caution = 10.;
  if (trials_.data().dimension == 2) {
    try {
      TrialDifference coarse = change(coarse_, Cause::box, most_steps);
      if (is_negligible(coarse, others)) {
        coarse.scale(coarse_caution);
        return coarse;
      }
    } catch (const FailedTrial &) {
      // The meshes that are given may be good enough.
    }
  }
  return change(companion(Cause::box), Cause::box, most_steps);
}

CompanionErrors Companions::errors() {
  CompanionErrors result;
  const Trial &base = trials_.at(few_outer_);
  // What needs many times the steps of the run tells nothing of it and may not end.
  constexpr double most_steps_more = 10., few_steps = 1000.;
  const double most_steps = few_steps + most_steps_more * base.steps;
  if (!is_last_ && !resembles(trials_.at(coarse_, most_steps), base))
    throw FailedTrial();
  for (const Cause cause : all_causes)
    if (cause != Cause::box && makes_error(given_, cause))
      result.by_cause[cause] = change(companion(cause), cause, most_steps);
  if (makes_error(given_, Cause::box))
    result.by_cause[Cause::box] = change_by_walls(result.sum(), most_steps);
  result.times = base.times;
  result.first_loss = base.losses.front();
  return result;
}

} // namespace

TrialDifference CompanionErrors::sum() const {
  TrialDifference sum;
  for (const Cause cause : all_causes)
    sum.add(by_cause[cause]);
  return sum;
}

EstimatedErrors CompanionErrors::estimate() const {
  EstimatedErrors result;
  const TrialDifference all = sum();
  result.times = times;
  result.first_loss = first_loss;
  for (const Cause cause : all_causes) {
    result.loss[cause] = by_cause[cause].loss;
    result.predictions[cause] = by_cause[cause].predictions;
  }
  result.quantities = all.quantities;
  result.samples = all.samples;
  return result;
}

std::optional<CompanionErrors> run_companions(const Parameters &parameters, TrialCache &trials) {
  for (const Coarseness &coarseness : coarsenesses) {
    try {
      const bool is_last = &coarseness == std::end(coarsenesses) - 1;
      return Companions(parameters, trials, coarseness, is_last).errors();
    } catch (const FailedTrial &) {
      // What is too coarse to be computed with tells nothing.
    }
  }
  return std::nullopt;
}

} // namespace rhoflow
