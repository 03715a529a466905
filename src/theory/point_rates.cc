// SPDX-License-Identifier: Apache-2.0
#include "theory/point_rates.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// sum_m q_m |grad Phi + decay theta_m|^2 over the particles of @p piece.
/// @param gradient as ParticleTraining::visit_gradients() gives it
double squared_speed_of_piece(const ParticleTraining &shift, const ParticleTask &piece,
                              const AlignedVector &gradient) {
  const ParticleEnsemble &ensemble = shift.particles().ensemble(piece.ensemble);
  return particle_moments(ensemble.layout, piece.range, shift.decay(piece.ensemble),
                          gradient.data(), ensemble.weights.data(),
                          shift.particles().values[piece.ensemble].data())
      .gradient_square;
}

/// The sums over the particles of @p piece.
/// @param gradient as ParticleTraining::visit_gradients() gives it
DensityRates rates_of_piece(const ParticleTraining &shift, const GaussianMixture &start,
                            const ParticleTask &piece, const AlignedVector &gradient) {
  const std::size_t k = piece.ensemble;
  const ParticleEnsemble &ensemble = shift.particles().ensemble(k);
  const EnsembleLayout &layout = ensemble.layout;
  const ParticleRange &range = piece.range;
  const double *values = shift.particles().values[k].data(), decay = shift.decay(k);
  const unsigned int n = layout.n_components();
  DensityRates rates;
  rates.squared_speed = squared_speed_of_piece(shift, piece, gradient);
  std::vector<double> slope(n); // -v
  // Padding has no weight, and no density.
  const std::size_t end = std::min(range.end, layout.n_particles);
  for (std::size_t m = range.begin; m < end; ++m) {
    for (unsigned int c = 0; c < n; ++c)
      slope[c] =
          gradient[c * range.size() + m - range.begin] + decay * values[c * layout.stride() + m];
    const double contraction = gradient[n * range.size() + m - range.begin] + decay * n;
    rates.entropy_rate +=
        ensemble.weights[m] *
        (contraction + derivative_of_log_density(start, values + m, layout.stride(), slope));
  }
  return rates;
}

} // namespace

std::vector<DensityRates> point_rates(const ParticleTraining &shift, const PointStarts &starts) {
  const Particles &points = shift.particles();
  RHOFLOW_PRECONDITION(points.carries_density, "the Laplacian is known");
  const std::vector<ParticleTask> pieces = shift.pieces();
  std::vector<DensityRates> parts(pieces.size()), rates(points.n_ensembles());
  shift.visit_gradients(
      shift.state(), pieces,
      [&](std::size_t t, const ParticleTask &piece, const AlignedVector &gradient) {
        if (shift.trains(piece.ensemble))
          parts[t] =
              rates_of_piece(shift, starts.of(piece.ensemble >= points.n_layers), piece, gradient);
      });
  for (std::size_t t = 0; t < pieces.size(); ++t) {
    rates[pieces[t].ensemble].squared_speed += parts[t].squared_speed;
    rates[pieces[t].ensemble].entropy_rate += parts[t].entropy_rate;
  }
  return rates;
}

std::vector<double> squared_speeds(const ParticleTraining &shift, const SampleState &state) {
  const std::vector<ParticleTask> pieces = shift.pieces();
  std::vector<double> parts(pieces.size(), 0.), speeds(shift.particles().n_ensembles(), 0.);
  shift.visit_gradients(
      state, pieces, [&](std::size_t t, const ParticleTask &piece, const AlignedVector &gradient) {
        if (shift.trains(piece.ensemble))
          parts[t] = squared_speed_of_piece(shift, piece, gradient);
      });
  for (std::size_t t = 0; t < pieces.size(); ++t)
    speeds[pieces[t].ensemble] += parts[t];
  return speeds;
}

} // namespace rhoflow
