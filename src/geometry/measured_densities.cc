// SPDX-License-Identifier: Apache-2.0
#include "geometry/measured_densities.h"

#include "distributions/density_distribution.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/density/initial_density.h"
#include "run/recorded_parameters.h"

#include <cmath>
#include <filesystem>

namespace rhoflow {

MeasuredRun::MeasuredRun(const std::string &run) : folder(run), path(checkpoint_path(run)) {
  if (!std::filesystem::exists(path))
    throw InputError(folder + ": checkpoint/density.h5 is not there; name the folder of a run of "
                              "densities with Output/Checkpoint = last");
  content = read_checkpoint(path);
}

std::vector<WeightPart> MeasuredRun::parts() const {
  std::vector<WeightPart> result;
  for (const double s : content.depths)
    result.push_back({false, s});
  if (content.trained_head())
    result.push_back({true, 1.});
  return result;
}

namespace {

template <int dim>
class OnSpaces : public MeasuredDensities {
public:
  OnSpaces(const MeasuredRun &run, double encoder_scale)
      : run_(run), encoder_scale_(encoder_scale),
        encoder_(mesh_of(run, false), run.content.weights.make_outer_basis(false), dim - 1),
        head_(mesh_of(run, true), run.content.weights.make_outer_basis(true), 1) {}

  WeightBox box(bool head, unsigned int refinement) const override {
    return make_weight_box(space(head), refinement, scale(head));
  }

protected:
  const DensitySpace<dim> &space(bool head) const { return head ? head_ : encoder_; }
  /// l in theta = l xi, where xi are the weights of the computation.
  double scale(bool head) const { return head ? 1. : encoder_scale_; }

  /// Adds @p share of a density to what was sampled.
  void add(const std::vector<WeightBox> &boxes, bool head, const AlignedVector &density,
           double share, std::vector<std::vector<double>> &samples) const {
    for (std::size_t k = 0; k < boxes.size(); ++k) {
      const std::vector<double> values = sample_on(boxes[k], space(head), density, scale(head));
      samples[k].resize(values.size(), 0.);
      for (std::size_t i = 0; i < values.size(); ++i)
        samples[k][i] += share * values[i];
    }
  }

  const MeasuredRun &run_;

private:
  static std::shared_ptr<const InnerMesh<dim>> mesh_of(const MeasuredRun &run, bool head) {
    return std::make_shared<const InnerMesh<dim>>(run.content.weights.inner_mesh(head));
  }

  double encoder_scale_;
  DensitySpace<dim> encoder_, head_;
};

template <int dim>
class AtEnd final : public OnSpaces<dim> {
public:
  explicit AtEnd(const MeasuredRun &run) : OnSpaces<dim>(run, run.content.length_scale) {}

  std::vector<std::vector<double>> sample(const std::vector<WeightBox> &boxes,
                                          const WeightPart &part) const override {
    std::vector<std::vector<double>> samples(boxes.size());
    const DensityCheckpoint &content = this->run_.content;
    const auto add = [&](std::size_t index, double share) {
      this->add(boxes, part.head,
                read_checkpoint_density(this->run_.path, content, index, this->space(part.head)),
                share, samples);
    };
    if (part.head) {
      add(content.n_slices(), 1.);
      return samples;
    }
    const DepthPlace place = find_depth(content.depths, part.depth);
    add(place.lower, 1. - place.share);
    if (place.share > 0.)
      add(place.upper, place.share);
    return samples;
  }

  QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const override {
    if (distribution_ == nullptr) // reads all densities
      distribution_ = make_density_distribution(this->run_.path, this->run_.content, 0);
    return distribution_->marginal(part, coordinate);
  }

private:
  mutable std::unique_ptr<WeightDistribution> distribution_; ///< null until it is asked for
};

/// Distribution function of the normal distribution.
double normal_distribution(double x, double mean, double variance) {
  return 0.5 * std::erfc((mean - x) / std::sqrt(2. * variance));
}

template <int dim>
class AtStart final : public OnSpaces<dim> {
public:
  explicit AtStart(const MeasuredRun &run)
      : OnSpaces<dim>(run, 1.),
        weights_(recorded_parameters(run.content.parameters, "Weights").weights) {}

  std::vector<std::vector<double>> sample(const std::vector<WeightBox> &boxes,
                                          const WeightPart &part) const override {
    std::vector<std::vector<double>> samples(boxes.size());
    // As the mesh has it, so that a run that has not moved is at no distance.
    this->add(
        boxes, part.head,
        project_mixture(this->space(part.head), start(part.head), part.head ? "head" : "encoder"),
        1., samples);
    return samples;
  }

  QuantileFunction marginal(const WeightPart &part, unsigned int coordinate) const override {
    constexpr unsigned int n_intervals = 8192;
    constexpr double deviations = 8.;
    const GaussianMixture mixture = start(part.head);
    double lower = 0., upper = 0., mass = 0.;
    for (const GaussianComponent &component : mixture) {
      const double mean = component.mean[coordinate],
                   reach = deviations * std::sqrt(component.variance[coordinate]);
      lower = std::min(lower, mean - reach);
      upper = std::max(upper, mean + reach);
      mass += component.weight;
    }
    std::vector<double> points, distribution;
    for (unsigned int k = 0; k <= n_intervals; ++k) {
      points.push_back(lower + (upper - lower) * k / n_intervals);
      distribution.push_back(0.);
      for (const GaussianComponent &component : mixture)
        distribution.back() += component.weight / mass *
                               normal_distribution(points.back(), component.mean[coordinate],
                                                   component.variance[coordinate]);
    }
    return QuantileFunction::of_table(points, distribution);
  }

private:
  GaussianMixture start(bool head) const {
    return weights_.start(head, this->space(head).n_components(), dim);
  }

  WeightsParameters weights_;
};

} // namespace

std::unique_ptr<MeasuredDensities> densities_at_end(const MeasuredRun &run) {
  if (run.content.n_inputs() == 1)
    return std::make_unique<AtEnd<2>>(run);
  return std::make_unique<AtEnd<3>>(run);
}

std::unique_ptr<MeasuredDensities> densities_at_start(const MeasuredRun &run) {
  if (run.content.n_inputs() == 1)
    return std::make_unique<AtStart<2>>(run);
  return std::make_unique<AtStart<3>>(run);
}

} // namespace rhoflow
