// SPDX-License-Identifier: Apache-2.0
#include "characteristics/kernels/carry_points.h"

#include "particles/kernels/particle_sums.h"

#include <boost/numeric/odeint/integrate/integrate_adaptive.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_dopri5.hpp>

namespace rhoflow {

void carry_points(const WeightVelocity &velocity, const EnsembleLayout &layout, double begin,
                  double end, double first_step, double tolerance, AlignedVector &state) {
  const std::size_t stride = layout.stride(), n_coordinates = layout.n_values();
  const ParticleRange all{0, stride};
  PotentialSource source;
  const auto slope = [&](const AlignedVector &x, AlignedVector &dx, double time) {
    velocity.source(time, source);
    const double decay = velocity.decay(time);
    double *laplacian = dx.data() + n_coordinates;
    particle_gradient(velocity.activation, layout, all, x.data(),
                      {source.features.data(), velocity.n_samples}, source.coefficients.data(),
                      dx.data(), laplacian);
    for (std::size_t i = 0; i < n_coordinates; ++i)
      dx[i] = -dx[i] - decay * x[i];
    for (std::size_t m = 0; m < stride; ++m)
      laplacian[m] += decay * layout.n_components();
  };
  using namespace boost::numeric::odeint;
  integrate_adaptive(make_controlled<runge_kutta_dopri5<AlignedVector>>(tolerance, tolerance),
                     slope, state, begin, end, first_step);
}

} // namespace rhoflow
