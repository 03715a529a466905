#include "particles/exchange/particle_file.h"

#include <cmath>

namespace rhoflow {

namespace {

/// Weights computed in single precision are welcome.
constexpr double sum_tolerance = 1e-5;

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
  return {};
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
  if (std::string fault = weights_fault(header.theta_weights, "theta_weights"); !fault.empty())
    return fault;
  if (header.trained_head)
    return weights_fault(header.omega_weights, "omega_weights");
  if (!header.omega_weights.empty())
    return "'omega_weights' is not empty although the head is fixed; leave it out";
  return {};
}

} // namespace rhoflow
