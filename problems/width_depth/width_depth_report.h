// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace width_depth {

/// Seeds of every random start.
constexpr unsigned int n_seeds = 24;
/// Widths M with the depth integrated exactly (Gauss points): only the width errs.
const std::vector<unsigned int> widths{128, 512, 2048, 8192, 32768};
/// Numbers of layers L of densities: only the depth errs.
const std::vector<unsigned int> depths{2, 4, 8, 16, 32, 64};
/// Finite networks in both.
const std::vector<unsigned int> network_depths{2, 8, 32}, network_widths{64, 256, 1024, 4096};

inline std::vector<std::string> euler(unsigned int layers) {
  return {"Depth/Rule=euler", "Depth/Nodes=" + std::to_string(layers)};
}

/// @param layers 0: Gauss points
inline std::string limit_name(unsigned int layers) {
  return layers == 0 ? "density" : "density_L" + std::to_string(layers);
}
inline std::string network_name(const std::string &kind, unsigned int layers, unsigned int neurons,
                                unsigned int seed) {
  return kind + (layers == 0 ? std::string("_gauss") : "_L" + std::to_string(layers)) + "_M" +
         std::to_string(neurons) + "_seed" + std::to_string(seed);
}
inline std::string coherent_name(unsigned int layers, unsigned int neurons, unsigned int seed) {
  return network_name("coherent", layers, neurons, seed);
}
inline std::string independent_name(unsigned int layers, unsigned int neurons, unsigned int seed) {
  return network_name("independent", layers, neurons, seed);
}

/// Fits the rates, writes table.csv, rates.csv and the pictures.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace width_depth
