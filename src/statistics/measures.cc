// SPDX-License-Identifier: Apache-2.0
#include "statistics/measures.h"

#include <limits>

namespace rhoflow {

double Measures::second_moment_encoder() const {
  double sum = 0.;
  for (const Part &part : parts)
    if (!part.is_head)
      sum += part.weight * part.second_moment;
  return sum;
}

double Measures::second_moment_head() const {
  return !parts.empty() && parts.back().is_head ? parts.back().second_moment : 0.;
}

double Measures::dissipation() const {
  double sum = 0.;
  for (const Part &part : parts)
    sum += part.weight * part.dissipation;
  return sum + strength * second_moment_encoder();
}

double Measures::regularization() const {
  double sum = strength * second_moment_encoder();
  for (const Part &part : parts)
    sum += part.weight * 0.5 * part.confinement * part.second_moment;
  return sum;
}

double Measures::entropy() const {
  double sum = 0.;
  for (const Part &part : parts)
    sum += part.weight * part.entropy;
  return sum;
}

ParticleMeasures measure(const ParticleTraining &training, double wall_time) {
  ParticleMeasures measures{{}, training};
  measures.step = training.n_steps();
  measures.time = training.time();
  measures.last_step = training.last_step();
  measures.loss = training.state().loss;
  measures.strength = training.regularization().strength(training.time());
  measures.wall_time = wall_time;
  const std::vector<ParticleMoments> moments = training.moments();
  const std::vector<double> &weights = training.network().depth().weights();
  for (std::size_t k = 0; k < moments.size(); ++k) {
    const bool is_head = k >= weights.size();
    const Noise noise = training.noise(k);
    Measures::Part part{is_head, is_head ? 1. : weights[k], moments[k].second_moment,
                        training.trains(k) ? moments[k].gradient_square : 0., noise.confinement};
    if (noise.temperature > 0.) // points have no entropy
      part.entropy = part.dissipation = std::numeric_limits<double>::quiet_NaN();
    measures.parts.push_back(part);
  }
  return measures;
}

} // namespace rhoflow
