// SPDX-License-Identifier: Apache-2.0
#include "base/simd.h"
#include "particles/kernels/particle_sums.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

StageSums update_particles(const EnsembleLayout &layout, const ParticleRange &range,
                           const StageUpdate &update, double decay, const double *gradient,
                           const double *weights, const double *in, const double *old,
                           double *out) {
  RHOFLOW_PRECONDITION(range.fits(layout), "the range is one of the layout");
  Lanes error{}, norm{};
  for (unsigned int k = 0; k < layout.n_components(); ++k)
    for (std::size_t m = 0; m < range.size(); m += lane_count) {
      const std::size_t at = k * layout.stride() + range.begin + m;
      const Lanes u_in = load(in + at), u_old = load(old + at), q = load(weights + range.begin + m);
      const Lanes slope = load(gradient + k * range.size() + m) + decay * u_in;
      const Lanes u_out = update.a_old * u_old + update.a_in * u_in - update.a_rhs * slope;
      const Lanes e = update.e_old * u_old + update.e_in * u_in + update.e_out * u_out;
      store(out + at, u_out);
      error += q * e * e;
      norm += q * u_out * u_out;
    }
  return {sum(error), sum(norm)};
}

void update_log_density(const ParticleRange &range, const StageUpdate &update, double divergence,
                        const double *laplacian, const double *in, const double *old, double *out) {
  for (std::size_t m = 0; m < range.size(); m += lane_count) {
    const std::size_t at = range.begin + m;
    const Lanes slope = load(laplacian + m) + divergence;
    store(out + at,
          update.a_old * load(old + at) + update.a_in * load(in + at) + update.a_rhs * slope);
  }
}

ParticleMoments particle_moments(const EnsembleLayout &layout, const ParticleRange &range,
                                 double decay, const double *gradient, const double *weights,
                                 const double *values) {
  RHOFLOW_PRECONDITION(range.fits(layout), "the range is one of the layout");
  Lanes second{}, square{};
  for (unsigned int k = 0; k < layout.n_components(); ++k)
    for (std::size_t m = 0; m < range.size(); m += lane_count) {
      const Lanes u = load(values + k * layout.stride() + range.begin + m),
                  q = load(weights + range.begin + m);
      const Lanes slope = load(gradient + k * range.size() + m) + decay * u;
      second += q * u * u;
      square += q * slope * slope;
    }
  return {sum(second), sum(square)};
}

} // namespace rhoflow
