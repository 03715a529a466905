// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace time_to_accuracy {

struct DensityCase {
  unsigned int outer_nodes, cells, degree;
  const char *tolerance;
};

/// Finer than all others: the reference.
constexpr DensityCase reference_case{32, 14, 6, "1e-7"};
const std::vector<DensityCase> density_cases{{8, 8, 3, "1e-3"},   {10, 8, 4, "1e-3"},
                                             {12, 10, 4, "3e-4"}, {14, 12, 4, "1e-4"},
                                             {16, 12, 4, "1e-4"}, {20, 12, 5, "1e-5"}};
/// Steps of gradient descent to t = 5, and the layers of the network.
constexpr unsigned int descent_steps = 50, descent_layers = 16;
constexpr unsigned int n_seeds = 8;
/// Runs of hundredths of a second are timed several times. Odd, for the median.
constexpr unsigned int n_repeats = 5;
const std::vector<unsigned int> particle_sizes{100, 1000, 10000, 100000};
/// Points per inner weight; a quarter of them per outer weight.
const std::vector<unsigned int> quadrature_sizes{24, 32, 48, 64, 96};
const std::vector<unsigned int> torch_sizes{100, 1000, 10000, 30000};

const std::string reference_name = "reference", descent_limit_name = "descent_limit";
inline std::string density_name(std::size_t k, unsigned int repeat) {
  return "density_" + std::to_string(k) + "_repeat" + std::to_string(repeat);
}
inline std::string particle_name(const std::string &kind, unsigned int neurons, unsigned int seed) {
  return kind + "_M" + std::to_string(neurons) + "_seed" + std::to_string(seed);
}
inline std::string quadrature_name(unsigned int points, unsigned int repeat) {
  return "quadrature_" + std::to_string(points) + "_repeat" + std::to_string(repeat);
}
inline std::string torch_name(unsigned int neurons) {
  return "torch_M" + std::to_string(neurons);
}

/// Writes table.csv, ratios.csv and time_to_accuracy.png.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace time_to_accuracy
