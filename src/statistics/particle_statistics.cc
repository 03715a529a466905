// SPDX-License-Identifier: Apache-2.0
#include "statistics/particle_statistics.h"

#include "statistics/fit.h"

#include <sstream>

namespace rhoflow {

StatisticsRow ParticleStatistics::measure_row(double wall_time) const {
  ParticleMeasures measures = measure(training_, wall_time);
  measures.fit = measure_fit(training_, test());
  return statistics_row(measures);
}

std::string ParticleStatistics::describe(const StatisticsRow &row) const {
  std::ostringstream text;
  text << "second moments " << row["second_moment_encoder"] << " " << row["second_moment_head"];
  return text.str();
}

} // namespace rhoflow
