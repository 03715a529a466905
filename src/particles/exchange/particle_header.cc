// SPDX-License-Identifier: Apache-2.0
#include "particles/exchange/particle_file.h"

#include <cmath>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

/// Weights and depths computed in single precision are welcome.
constexpr double sum_tolerance = 1e-5;
/// Of one interval: the rule's matrix costs its square in memory.
constexpr unsigned int most_gauss_points = 64;

std::string weights_fault(const std::vector<double> &weights, const std::string &name) {
  if (weights.empty())
    return "'" + name +
           "' is missing or empty; write the share of each, 1 / number where all are alike";
  double sum = 0.;
  for (const double weight : weights) {
    if (!std::isfinite(weight) || weight < 0.)
      return "'" + name + "' contains a weight that is negative or not finite; weights are shares";
    sum += weight;
  }
  if (!(std::abs(sum - 1.) <= sum_tolerance))
    return "'" + name + "' sums to " + std::to_string(sum) +
           (sum > 0. ? "; divide it by that" : "; shares add up to 1");
  return {};
}

std::string depths_fault(const ParticleHeader &header) {
  const std::vector<double> &depths = header.depths;
  if (depths.size() != header.depth_weights.size())
    return "'depths' and 'depth_weights' differ in length; give one of each for every layer";
  for (std::size_t k = 0; k < depths.size(); ++k)
    if (!(depths[k] >= 0. && depths[k] <= 1.) || (k > 0 && depths[k] <= depths[k - 1]))
      return "'depths' does not ascend in [0, 1]; order the layers by depth";
  const unsigned int points = header.points_per_interval;
  if (points < 1 || depths.size() % points != 0 ||
      (header.depth_rule == DepthRule::euler && points != 1))
    return "'points_per_interval' = " + std::to_string(points) + " does not fit " +
           std::to_string(depths.size()) + " layers; it divides them, 1 for euler";
  if (points > most_gauss_points)
    return "'points_per_interval' = " + std::to_string(points) + " is more than " +
           std::to_string(most_gauss_points) + "; cut the depth into more intervals";
  return {};
}

/// A layer that is not where its rule has it: depths and weights of an interval of length h that
/// begins at s are s + h c_j and h b_j, with the nodes c_j and weights b_j of the rule on [0, 1].
struct MisplacedLayer {
  std::size_t layer = 0;
  double depth = 0., weight = 0.; ///< where the rule has it
};

/// The first such layer of @p header under a rule that need not be its own, or none.
std::optional<MisplacedLayer> find_misplaced(const ParticleHeader &header, DepthRule rule,
                                             unsigned int points) {
  const DepthGrid reference(rule, points, 1);
  double start = 0.;
  for (std::size_t first = 0; first + points <= header.depths.size(); first += points) {
    double length = 0.;
    for (unsigned int j = 0; j < points; ++j)
      length += header.depth_weights[first + j];
    for (unsigned int j = 0; j < points; ++j) {
      const double depth = start + length * reference.nodes()[j],
                   weight = length * reference.weights()[j];
      if (!(std::abs(header.depths[first + j] - depth) <= sum_tolerance) ||
          !(std::abs(header.depth_weights[first + j] - weight) <= sum_tolerance))
        return MisplacedLayer{first + j, depth, weight};
    }
    start += length;
  }
  return {};
}

/// Whether the depths are those of the rule with the weights.
std::string rule_fault(const ParticleHeader &header) {
  const auto found = find_misplaced(header, header.depth_rule, header.points_per_interval);
  if (!found)
    return {};
  const bool gauss = header.depth_rule == DepthRule::gauss;
  const std::string points = std::to_string(header.points_per_interval);
  std::ostringstream fault;
  fault << "'depths' and 'depth_weights' do not fit together under the rule "
        << to_string(header.depth_rule) << ": layer " << found->layer
        << " is at s = " << header.depths[found->layer] << " with the weight "
        << header.depth_weights[found->layer] << " instead of " << found->depth << " with "
        << found->weight << "; ";
  const DepthRule other = gauss ? DepthRule::euler : DepthRule::gauss;
  if (!find_misplaced(header, other, 1))
    fault << "they are those of 'depth_rule' = " << to_string(other)
          << " with 'points_per_interval' = 1";
  else if (gauss)
    fault << "an interval has the " << points << " Gauss-Legendre points and weights, in Python "
          << "leggauss(" << points << ")";
  else
    fault
        << "a layer of the rule euler stands at the sum of the weights before it, in Python depths "
           "= cumsum(depth_weights) - depth_weights";
  return fault.str();
}

} // namespace

std::string find_fault(const ParticleHeader &header) {
  if (!std::isfinite(header.alpha) || !std::isfinite(header.beta))
    return "'alpha' or 'beta' is not finite; write finite numbers";
  if (header.n_inputs < 1 || header.n_inputs > DataSet::most_inputs)
    return "there are " + std::to_string(header.n_inputs) + " inputs; 1 to " +
           std::to_string(DataSet::most_inputs) + " are possible";
  if (header.head_vector.size() != (header.trained_head ? 0 : header.n_inputs))
    return "'head_vector' has " + std::to_string(header.head_vector.size()) +
           " entries; a fixed head needs one an input, a trained one none";
  for (const double c : header.head_vector)
    if (!std::isfinite(c))
      return "'head_vector' contains a value that is not finite";
  if (std::string fault = depths_fault(header); !fault.empty())
    return fault;
  if (std::string fault = weights_fault(header.depth_weights, "depth_weights"); !fault.empty())
    return fault;
  if (std::string fault = rule_fault(header); !fault.empty())
    return fault;
  if (std::string fault = weights_fault(header.theta_weights, "theta_weights"); !fault.empty())
    return fault;
  if (header.trained_head)
    return weights_fault(header.omega_weights, "omega_weights");
  if (!header.omega_weights.empty())
    return "'omega_weights' is not empty although the head is fixed; leave it out";
  return {};
}

} // namespace rhoflow
