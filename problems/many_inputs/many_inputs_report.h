// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace many_inputs {

/// Numbers of inputs d.
const std::vector<unsigned int> inputs{2, 3, 4, 6, 10};
/// Training sets of every number of inputs, where inputs are random.
constexpr unsigned int n_sets = 3;
/// Two spirals, which are the same but for a rotation for every d.
const std::string plane_name = "two spirals";
/// Sources of random inputs, of which the label needs two.
const std::vector<std::string> random_sources{"multi-index", "parity"};
/// What report() writes.
const std::vector<std::string> result_files{"plane.csv", "table.csv", "spectra.csv"};

/// "two_spirals_d4_set1"
std::string run_name(const std::string &source, unsigned int d, unsigned int set);

/// Writes result_files and prints the first two.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace many_inputs
