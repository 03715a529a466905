// SPDX-License-Identifier: Apache-2.0
#include "run/resolution/resolution.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// The largest deviation of an inner weight at the start, with the distance of its mean from 0 in
/// deviations of its own.
double reach_of_start(const Parameters &parameters, unsigned int dimension) {
  double reach = 0.;
  const auto look_at = [&](bool head, unsigned int n_outer) {
    for (const GaussianComponent &component :
         parameters.weights.start(head, n_outer, dimension + 1))
      for (std::size_t k = n_outer; k < component.variance.size(); ++k)
        reach =
            std::max(reach, std::sqrt(component.variance[k]) + std::abs(component.mean[k]) / 4.);
  };
  look_at(false, dimension);
  if (parameters.network.head == HeadType::trained)
    look_at(true, 1);
  return reach;
}

/// The inner meshes from coarse to fine. An even number of cells: one across the centre does harm.
/// The loss converges with twice the degree and one more: high ones pay, most of all for the head,
/// whose density is smooth and reaches far (measured with two inputs: 4 cells of degree 12 do what
/// 12 cells of degree 6 do with a quarter of the nodes).
std::vector<MeshRung> inner_meshes(unsigned int dimension, bool head) {
  if (dimension == 1) {
    std::vector<MeshRung> meshes;
    for (const unsigned int cells : {4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48})
      meshes.push_back({cells, 6});
    return meshes;
  }
  if (head)
    return {{4, 6}, {4, 8}, {4, 10}, {4, 12}, {6, 10}, {6, 12}, {8, 12}, {10, 12}, {12, 12}};
  return {{4, 6}, {6, 6}, {6, 8}, {8, 8}, {10, 8}, {10, 10}, {12, 10}};
}

std::vector<double> outer_counts(unsigned int least) {
  std::vector<double> counts;
  for (const unsigned int n : {4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96})
    if (n >= least)
      counts.push_back(n);
  return counts;
}

} // namespace

ResolutionLadders::ResolutionLadders(const Parameters &parameters, unsigned int dimension) {
  const bool trained = parameters.network.head == HeadType::trained;
  numbers_[Cause::outer_encoder] =
      outer_counts(dimension == 1 ? 8 : 4); // kernels take eight at once
  numbers_[Cause::outer_head] = trained ? outer_counts(8) : std::vector<double>{0.};
  meshes_[Cause::inner_encoder] = inner_meshes(dimension, false);
  if (trained)
    meshes_[Cause::inner_head] = inner_meshes(dimension, true);
  // Training moves weights by something of size one, however narrow they start.
  constexpr double deviations = 5., least_half_width = 2.5;
  const double first =
      std::max(deviations * reach_of_start(parameters, dimension), least_half_width);
  for (const double factor : {1., 1.1, 1.2, 1.3, 1.4, 1.6, 1.8, 2., 2.4, 3.})
    numbers_[Cause::box].push_back(first * factor);
  if (parameters.depth.rule == DepthRule::gauss)
    numbers_[Cause::depth] = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16};
  else
    numbers_[Cause::depth] = {double(parameters.depth.nodes)};
  numbers_[Cause::time] = {1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9};
}

Parameters with_resolution(const Parameters &parameters, const ResolutionLadders &ladders,
                           const Rungs &resolution) {
  const auto value = [&](Cause cause) { return ladders.number(cause, resolution[cause]); };
  const auto count = [&](Cause cause) { return static_cast<unsigned int>(value(cause)); };
  Parameters result = parameters;
  result.weights.outer_nodes = count(Cause::outer_encoder);
  result.weights.head_outer_nodes = count(Cause::outer_head);
  const MeshRung encoder = ladders.mesh(Cause::inner_encoder, resolution[Cause::inner_encoder]);
  result.weights.inner.cells = encoder.cells;
  result.weights.inner.degree = encoder.degree;
  result.weights.head_inner = WeightsParameters().head_inner;
  if (ladders.has(Cause::inner_head)) {
    const MeshRung head = ladders.mesh(Cause::inner_head, resolution[Cause::inner_head]);
    result.weights.head_inner.cells = head.cells;
    result.weights.head_inner.degree = head.degree;
  }
  result.weights.inner.half_width = value(Cause::box);
  result.depth.nodes = count(Cause::depth);
  result.time.tolerance = value(Cause::time);
  return result;
}

InnerMeshParameters one_cell_wider(InnerMeshParameters mesh) {
  const double more = (mesh.cells + 2.) / mesh.cells;
  if (mesh.grading > 0.) {
    mesh.half_width *= std::sinh(more * mesh.grading) / std::sinh(mesh.grading);
    mesh.grading *= more;
  } else {
    mesh.half_width *= more;
  }
  mesh.cells += 2;
  return mesh;
}

std::string setting_of(const std::string &key, double value, int digits) {
  std::ostringstream setting;
  setting.precision(digits);
  setting << key << " = " << value;
  return setting.str();
}

std::vector<std::string> resolution_settings(const Parameters &parameters, int digits) {
  std::vector<std::string> settings;
  const auto add = [&](const std::string &key, double value) {
    settings.push_back(setting_of(key, value, digits));
  };
  const WeightsParameters &weights = parameters.weights;
  add("Weights/Outer nodes", weights.outer_nodes);
  add("Weights/Head outer nodes", weights.head_outer_nodes);
  add("Weights/Inner cells", weights.inner.cells);
  add("Weights/Head inner cells", weights.head_inner.cells);
  add("Weights/Head inner degree", weights.head_inner.degree);
  add("Weights/Head half width", weights.head_inner.half_width);
  add("Weights/Head inner grading", weights.head_inner.grading);
  add("Weights/Inner degree", weights.inner.degree);
  add("Weights/Half width", weights.inner.half_width);
  add("Weights/Inner grading", weights.inner.grading);
  add("Depth/Nodes", parameters.depth.nodes);
  add("Time/Tolerance", parameters.time.tolerance);
  return settings;
}

} // namespace rhoflow
