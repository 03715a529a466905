#include "statistics/particle_statistics.h"

#include <sstream>

namespace rhoflow {

StatisticsRow ParticleStatistics::measure_row(double wall_time) const {
  return statistics_row(measure(training_, wall_time));
}

std::string ParticleStatistics::describe(const StatisticsRow &row) const {
  std::ostringstream text;
  text << "second moments " << row["second_moment_encoder"] << " " << row["second_moment_head"];
  return text.str();
}

} // namespace rhoflow
