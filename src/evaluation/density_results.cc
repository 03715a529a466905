// SPDX-License-Identifier: Apache-2.0
#include "evaluation/density_results.h"

#include "network/weight_names.h"

#include <cmath>

namespace rhoflow {

PointColumns density_columns(bool head, unsigned int n_inputs) {
  const std::vector<std::string> names = weight_names(head, n_inputs, NameStyle::indexed);
  PointColumns columns{names,
                       head ? "a weight of the head" : "a weight of the encoder",
                       {"density", "log_density", "potential"}};
  for (const std::string &name : names)
    columns.results.push_back("velocity_" + name);
  return columns;
}

std::vector<double> density_results(const RecordedDensity &density,
                                    const std::vector<double> &points, double time) {
  const std::vector<double> logarithms = density.log_density(points, time);
  const RecordedDensity::Motion motion = density.motion(points, time);
  const unsigned int n = density.n_components();
  std::vector<double> values;
  for (std::size_t m = 0; m < logarithms.size(); ++m) {
    values.insert(values.end(), {std::exp(logarithms[m]), logarithms[m], motion.potential[m]});
    const auto velocity = motion.velocity.begin() + std::ptrdiff_t(m * n);
    values.insert(values.end(), velocity, velocity + n);
  }
  return values;
}

} // namespace rhoflow
