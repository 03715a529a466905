#pragma once

#include "particles/particle_training.h"

namespace rhoflow {

struct Statistics;

/// The line of statistics.csv of a finite network: integrals over the densities are sums over
/// particles with their weights, which never change, so that `mass_drift` is 0. The smallest value
/// and the resolution of a density have no meaning here and are not a number.
/// @param wall_time seconds since the start of the run
Statistics particle_statistics(const ParticleTraining &training, double wall_time);

} // namespace rhoflow
