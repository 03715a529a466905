// SPDX-License-Identifier: Apache-2.0
#include "distributions/weight_distribution.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <sstream>

namespace rhoflow {

std::string WeightPart::name() const {
  if (head)
    return "head";
  std::ostringstream text;
  text.precision(4);
  text << "s = " << depth;
  return text.str();
}

DepthPlace find_depth(const std::vector<double> &depths, double s) {
  const auto above = std::lower_bound(depths.begin(), depths.end(), s);
  if (above == depths.begin())
    return {0, 0, 0.};
  const auto upper = static_cast<std::size_t>(above - depths.begin());
  if (above == depths.end())
    return {upper - 1, upper - 1, 0.};
  const double share = (s - depths[upper - 1]) / (depths[upper] - depths[upper - 1]);
  return share < 1. ? DepthPlace{upper - 1, upper, share} : DepthPlace{upper, upper, 0.};
}

std::vector<std::vector<double>> slicing_directions(unsigned int n_coordinates,
                                                    unsigned int n_directions) {
  std::mt19937_64 generator(20240601u + n_coordinates);
  const auto uniform = [&] { return (double(generator() >> 11) + 0.5) * 0x1p-53; };
  std::vector<std::vector<double>> directions;
  while (directions.size() < n_directions) {
    std::vector<double> e(n_coordinates);
    double square = 0.;
    for (double &x : e) {
      x = std::sqrt(-2. * std::log(uniform())) * std::cos(2. * M_PI * uniform());
      square += x * x;
    }
    for (double &x : e)
      x /= std::sqrt(square);
    directions.push_back(std::move(e));
  }
  return directions;
}

} // namespace rhoflow
