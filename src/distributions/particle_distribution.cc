// SPDX-License-Identifier: Apache-2.0
#include "distributions/particle_distribution.h"

#include <cmath>

namespace rhoflow {

ParticleDistribution::ParticleDistribution(ParticleHeader header, ParticleState state,
                                           unsigned int n_directions)
    : header_(std::move(header)), state_(std::move(state)),
      encoder_directions_(slicing_directions(2 * header_.n_inputs + 1, n_directions)),
      head_directions_(slicing_directions(header_.n_inputs + 2, n_directions)) {}

std::vector<ParticleDistribution::Layer>
ParticleDistribution::layers(const WeightPart &part) const {
  if (part.head)
    return {{state_.omega.data(), &header_.omega_weights, header_.n_inputs + 2u, 1.}};
  const std::size_t width = 2 * header_.n_inputs + 1, layer = header_.n_neurons() * width;
  const DepthPlace place = find_depth(header_.depths, part.depth);
  std::vector<Layer> list{
      {state_.theta.data() + place.lower * layer, &header_.theta_weights, width, 1. - place.share}};
  if (place.share > 0.)
    list.push_back(
        {state_.theta.data() + place.upper * layer, &header_.theta_weights, width, place.share});
  return list;
}

WeightMoments ParticleDistribution::moments(const WeightPart &part) const {
  const std::vector<Layer> all = layers(part);
  const std::size_t n = all.front().width;
  WeightMoments result{std::vector<double>(n, 0.), std::vector<double>(n * n, 0.)};
  double mass = 0.;
  for (const Layer &layer : all)
    for (std::size_t m = 0; m < layer.weights->size(); ++m) {
      const double weight = layer.share * (*layer.weights)[m];
      const double *theta = layer.values + m * n;
      mass += weight;
      for (std::size_t i = 0; i < n; ++i) {
        result.first[i] += weight * theta[i];
        for (std::size_t j = 0; j < n; ++j)
          result.second[i * n + j] += weight * theta[i] * theta[j];
      }
    }
  for (auto *list : {&result.first, &result.second})
    for (double &value : *list)
      value /= mass;
  return result;
}

QuantileFunction ParticleDistribution::along(const WeightPart &part,
                                             const std::vector<double> &direction) const {
  std::vector<double> points, weights;
  for (const Layer &layer : layers(part))
    for (std::size_t m = 0; m < layer.weights->size(); ++m) {
      double x = 0.;
      for (std::size_t i = 0; i < layer.width; ++i)
        x += direction[i] * layer.values[m * layer.width + i];
      points.push_back(x);
      weights.push_back(layer.share * (*layer.weights)[m]);
    }
  return QuantileFunction::of_atoms(points, weights);
}

QuantileFunction ParticleDistribution::marginal(const WeightPart &part,
                                                unsigned int coordinate) const {
  std::vector<double> axis(part.head ? header_.n_inputs + 2 : 2 * header_.n_inputs + 1, 0.);
  axis[coordinate] = 1.;
  return along(part, axis);
}

QuantileFunction ParticleDistribution::projection(const WeightPart &part,
                                                  unsigned int direction) const {
  return along(part, (part.head ? head_directions_ : encoder_directions_)[direction]);
}

/// Whether neurons of one number are alike: the mean correlation of their components is over a
/// half. Independent layers have about 1/sqrt(M).
bool ParticleDistribution::are_coherent(const Layer &a, const Layer &b) {
  const std::size_t n = a.weights->size();
  double correlation = 0.;
  for (std::size_t c = 0; c < a.width; ++c) {
    double mean_a = 0., mean_b = 0., aa = 0., bb = 0., ab = 0.;
    for (std::size_t m = 0; m < n; ++m) {
      mean_a += a.values[m * a.width + c] / double(n);
      mean_b += b.values[m * a.width + c] / double(n);
    }
    for (std::size_t m = 0; m < n; ++m) {
      const double x = a.values[m * a.width + c] - mean_a, y = b.values[m * a.width + c] - mean_b;
      aa += x * x;
      bb += y * y;
      ab += x * y;
    }
    if (aa > 0. && bb > 0.)
      correlation += ab / std::sqrt(aa * bb) / double(a.width);
  }
  return correlation > 0.5;
}

std::vector<double> ParticleDistribution::neuron_weights(const WeightPart &part) const {
  const std::vector<Layer> all = layers(part);
  std::vector<double> result = *all.front().weights;
  if (all.size() == 1 || are_coherent(all[0], all[1]))
    return result;
  for (double &weight : result)
    weight *= all[0].share;
  for (const double weight : *all[1].weights)
    result.push_back(all[1].share * weight);
  return result;
}

} // namespace rhoflow
