#include "statistics/particle_statistics.h"

#include "statistics/statistics.h"

#include <limits>

namespace rhoflow {

Statistics particle_statistics(const ParticleTraining &training, double wall_time) {
  Statistics row;
  row.step = training.n_steps();
  row.time = training.time();
  row.dt = training.last_step();
  row.loss = training.state().loss;
  row.min_density = row.resolution_outer = row.resolution_inner =
      std::numeric_limits<double>::quiet_NaN();
  row.wall_time = wall_time;
  const std::vector<ParticleMoments> moments = training.moments();
  const std::vector<double> &weights = training.network().depth().weights();
  for (std::size_t k = 0; k < moments.size(); ++k) {
    if (k < weights.size()) {
      row.second_moment_encoder += weights[k] * moments[k].second_moment;
      row.dissipation += training.trains(k) ? weights[k] * moments[k].gradient_square : 0.;
    } else {
      row.second_moment_head = moments[k].second_moment;
      row.dissipation += training.trains(k) ? moments[k].gradient_square : 0.;
    }
  }
  row.regularization =
      training.regularization().strength(training.time()) * row.second_moment_encoder;
  row.objective = row.loss + row.regularization;
  // The regulariser also decays by itself: d/dt (lambda e^{-t}) M = -lambda e^{-t} M.
  row.dissipation += row.regularization;
  return row;
}

} // namespace rhoflow
