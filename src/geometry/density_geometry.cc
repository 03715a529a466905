// SPDX-License-Identifier: Apache-2.0
#include "geometry/density_geometry.h"

#include "geometry/measured_densities.h"
#include "geometry/weighted_laplacian.h"
#include "network/weight_names.h"
#include "rhoflow/base/errors.h"

#include <cmath>

namespace rhoflow {

namespace {

/// Distance and constant on one box from the values of two densities on it.
struct OnBox {
  double distance = std::nan(""), poincare = std::nan("");
};
OnBox measure_on(const WeightBox &box, const std::vector<double> &density,
                 const std::vector<double> &other, bool poincare,
                 const Communicator &communicator) {
  std::vector<double> middle(density.size()), source(density.size());
  for (std::size_t i = 0; i < density.size(); ++i) {
    middle[i] = 0.5 * (density[i] + other[i]);
    source[i] = density[i] - other[i];
  }
  WeightedLaplacian laplacian(box, communicator);
  laplacian.set_density(middle);
  OnBox result;
  result.distance = std::sqrt(std::max(laplacian.solve(source).energy, 0.));
  if (poincare) {
    laplacian.set_density(density);
    result.poincare = laplacian.poincare_constant();
  }
  return result;
}

std::vector<MarginalDistance> marginal_distances(const MeasuredDensities &densities,
                                                 const MeasuredDensities &others,
                                                 const WeightPart &part, unsigned int n_inputs) {
  std::vector<MarginalDistance> result;
  unsigned int coordinate = 0;
  for (const std::string &name : weight_names(part.head, n_inputs, NameStyle::indexed)) {
    const QuantileFunction a = densities.marginal(part, coordinate),
                           b = others.marginal(part, coordinate);
    result.push_back({name, wasserstein(a, b, 1), wasserstein(a, b, 2)});
    ++coordinate;
  }
  return result;
}

DensityGeometry measure(const MeasuredDensities &densities, const MeasuredDensities &others,
                        const WeightPart &part, const GeometryRequest &request,
                        const Communicator &communicator) {
  std::vector<WeightBox> boxes;
  for (const unsigned int refinement : {1u, 2u})
    if (refinement == 1 || request.estimated)
      boxes.push_back(
          common_box(densities.box(part.head, refinement), others.box(part.head, refinement)));
  const std::vector<std::vector<double>> values = densities.sample(boxes, part),
                                         other_values = others.sample(boxes, part);
  std::vector<OnBox> found;
  for (std::size_t k = 0; k < boxes.size(); ++k)
    found.push_back(
        measure_on(boxes[k], values[k], other_values[k], request.poincare, communicator));
  const auto refined = [&](double OnBox::*number) -> RefinedNumber {
    const double last = found.back().*number;
    return {last, found.size() > 1 ? std::abs(last - found.front().*number) : std::nan("")};
  };
  DensityGeometry geometry;
  geometry.part = part.head ? "head" : "encoder";
  geometry.depth = part.depth;
  geometry.distance = refined(&OnBox::distance);
  geometry.poincare = refined(&OnBox::poincare);
  return geometry;
}

/// @throws InputError if densities of the one cannot be held against those of the other
void require_alike(const MeasuredRun &run, const MeasuredRun &other) {
  const auto refuse = [&](const std::string &what) {
    throw InputError(other.path + ": " + what + " than in " + run.path +
                     "; compare runs of the same kind");
  };
  if (run.content.n_inputs() != other.content.n_inputs())
    refuse("another number of inputs");
  if (run.content.trained_head() != other.content.trained_head())
    refuse("another head");
}

} // namespace

std::vector<DensityGeometry> measure_geometry(const GeometryRequest &request,
                                              const Communicator &communicator) {
  const MeasuredRun run(request.run);
  const std::unique_ptr<const MeasuredRun> other =
      request.other.empty() ? nullptr : std::make_unique<const MeasuredRun>(request.other);
  if (other != nullptr)
    require_alike(run, *other);
  const auto densities = densities_at_end(run);
  const auto others = other == nullptr ? densities_at_start(run) : densities_at_end(*other);
  std::vector<DensityGeometry> result;
  for (const WeightPart &part : run.parts()) {
    result.push_back(measure(*densities, *others, part, request, communicator));
    if (request.marginals)
      result.back().marginals =
          marginal_distances(*densities, *others, part, run.content.n_inputs());
    if (!part.head)
      result.back().weight = run.content.depth_weights[result.size() - 1];
  }
  return result;
}

double encoder_distance(const std::vector<DensityGeometry> &densities) {
  double sum = 0.;
  for (const DensityGeometry &density : densities)
    if (density.part == "encoder")
      sum += density.weight * density.distance.value * density.distance.value;
  return std::sqrt(sum);
}

} // namespace rhoflow
