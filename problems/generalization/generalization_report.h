// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace generalization {

/// Numbers of samples n.
const std::vector<unsigned int> samples{8, 16, 32, 64, 128, 256};
/// Training sets of every size.
constexpr unsigned int n_sets = 6;
/// Powers are also fitted from this n on, where the error is far from that of guessing.
constexpr unsigned int large_n = 32;

/// No two training sets share their points, and every one has test samples of its own.
constexpr unsigned int data_seed(unsigned int n, unsigned int set) {
  return 1000 * set + n;
}

inline std::string run_name(const std::string &kind, unsigned int n, unsigned int set) {
  return kind + "_n" + std::to_string(n) + "_set" + std::to_string(set);
}
inline std::string density_name(unsigned int n, unsigned int set) {
  return run_name("density", n, set);
}
inline std::string descent_name(unsigned int n, unsigned int set) {
  return run_name("descent", n, set);
}
/// One run for all sizes and training sets, each with a folder within the run's.
const std::string adam_name = "adam";
inline std::string adam_folder(unsigned int n, unsigned int set) {
  return run_name("adam", n, set);
}

/// Counts mistakes and fits powers: writes table.csv, counts.csv, powers.csv and
/// generalization.png.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace generalization
