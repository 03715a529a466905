// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "study/study.h"

#include <ostream>
#include <string>
#include <vector>

/// The runs of the study and what they say.
namespace error_bars {

/// A small problem whose numbers are asked for with few points again and again.
struct Problem {
  std::string name;
  unsigned int inputs = 1;
  std::vector<std::string> settings;
};

/// One to five inputs; weak and strong training, fixed and trained head, regulariser.
const std::vector<Problem> &problems();
/// Seeds of the shifts; the reference has one of its own.
constexpr unsigned int n_seeds = 16;

/// Smooth problems with one, two and three inputs, whose errors are measured against the number of
/// points with the first seeds.
const std::vector<std::string> smooth_problems{"sine", "spirals", "spirals in three"};
const std::vector<unsigned int> point_numbers{512, 1024, 2048, 4096};
constexpr unsigned int n_slope_seeds = 2;

std::string reference_name(const Problem &problem);
std::string seed_name(const Problem &problem, unsigned int seed);
std::string number_name(const std::string &problem, unsigned int number, unsigned int seed);

/// Files that report() writes.
const std::vector<std::string> result_files{"table.csv", "problems.csv", "numbers.csv"};

/// Counts how often the numbers of the references lie within the errors that the runs print, and
/// measures how the errors fall with the number of points.
void report(const rhoflow::StudyResults &results, std::ostream &out);

} // namespace error_bars
