// SPDX-License-Identifier: Apache-2.0
#include "distributions/density_distribution.h"

#include "distributions/density_tables.h"
#include "rhoflow/base/errors.h"

namespace rhoflow {

namespace {

std::vector<double> mixed(const std::vector<double> &a, const std::vector<double> &b,
                          double share) {
  std::vector<double> result(a.size());
  for (std::size_t k = 0; k < a.size(); ++k)
    result[k] = share > 0. ? (1. - share) * a[k] + share * b[k] : a[k];
  return result;
}

class DensityDistribution final : public WeightDistribution {
public:
  template <int dim>
  static std::unique_ptr<WeightDistribution>
  make(const std::string &path, const DensityCheckpoint &checkpoint, unsigned int n_directions) {
    auto result = std::make_unique<DensityDistribution>();
    result->depths_ = checkpoint.depths;
    result->length_scale_ = checkpoint.length_scale;
    const auto add = [&](bool head, std::size_t first, std::size_t n) {
      const auto mesh = std::make_shared<InnerMesh<dim>>(checkpoint.weights.inner_mesh(head));
      const DensitySpace<dim> space(mesh, checkpoint.weights.make_outer_basis(head),
                                    head ? 1 : dim - 1);
      Group &group = head ? result->head_ : result->encoder_;
      const DensityTableMaker<dim> maker(
          space, slicing_directions(space.n_components() + dim, n_directions));
      for (std::size_t k = first; k < first + n; ++k) {
        group.tables.push_back(maker.make(read_checkpoint_density(path, checkpoint, k, space)));
        if (const double mass = group.tables.back().mass; !(mass > 0.5 && mass < 2.))
          throw InputError(path + ": density " + std::to_string(k) + " has the mass " +
                           std::to_string(mass) + " instead of 1; the file is damaged");
      }
      for (unsigned int c = 0; c < space.n_components() + dim; ++c)
        group.marginal_points.push_back(maker.marginal_points(c));
      group.projection_points = maker.projection_points();
    };
    add(false, 0, checkpoint.n_slices());
    if (checkpoint.trained_head())
      add(true, checkpoint.n_slices(), 1);
    return result;
  }

  WeightMoments moments(const WeightPart &part) const override {
    const Place place = find(part);
    const double mass = (1. - place.share) * place.lower->mass + place.share * place.upper->mass;
    WeightMoments result{
        mixed(place.lower->moments.first, place.upper->moments.first, place.share),
        mixed(place.lower->moments.second, place.upper->moments.second, place.share)};
    for (double &value : result.first)
      value *= place.scale / mass;
    for (double &value : result.second)
      value *= place.scale * place.scale / mass;
    return result;
  }

  QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const override {
    const Place place = find(part);
    return quantiles(
        place.group->marginal_points[coordinate], place.scale,
        mixed(place.lower->marginals[coordinate], place.upper->marginals[coordinate], place.share));
  }

  QuantileFunction projection(const WeightPart &part, unsigned int direction) const override {
    const Place place = find(part);
    return quantiles(place.group->projection_points, place.scale,
                     mixed(place.lower->projections[direction], place.upper->projections[direction],
                           place.share));
  }

private:
  /// The densities on one space.
  struct Group {
    std::vector<DensityTables> tables;
    std::vector<std::vector<double>> marginal_points;
    std::vector<double> projection_points;
  };
  struct Place {
    const Group *group;
    const DensityTables *lower, *upper;
    double share, scale;
  };

  Place find(const WeightPart &part) const {
    if (part.head)
      return {&head_, head_.tables.data(), head_.tables.data(), 0., 1.};
    const DepthPlace place = find_depth(depths_, part.depth);
    return {&encoder_, &encoder_.tables[place.lower], &encoder_.tables[place.upper], place.share,
            length_scale_};
  }

  static QuantileFunction quantiles(std::vector<double> points, double scale,
                                    const std::vector<double> &distribution) {
    for (double &x : points)
      x *= scale;
    return QuantileFunction::of_table(points, distribution);
  }

  std::vector<double> depths_;
  double length_scale_ = 1.;
  Group encoder_, head_;
};

} // namespace

std::unique_ptr<WeightDistribution> make_density_distribution(const std::string &path,
                                                              const DensityCheckpoint &checkpoint,
                                                              unsigned int n_directions) {
  return checkpoint.n_inputs() == 1 ? DensityDistribution::make<2>(path, checkpoint, n_directions)
                                    : DensityDistribution::make<3>(path, checkpoint, n_directions);
}

} // namespace rhoflow
