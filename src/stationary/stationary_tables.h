// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "stationary/stationary_problem.h"

#include <string>
#include <vector>

namespace rhoflow {

/// One start of the search and what came of it.
struct SearchResult {
  unsigned int start = 0;
  bool found = false;
  std::string problem; ///< where nothing was found
  StationaryState state;
  unsigned int limit = 0; ///< number of the limit, from 1 in the order of their free energies
};

/// Numbers the limits: results whose free energies differ by less than 1e-8 of themselves are one,
/// for instance mirror images of each other. @return how many there are
unsigned int number_limits(std::vector<SearchResult> &results);

/// The found result of least free energy. @pre there is one
const SearchResult &lowest(const std::vector<SearchResult> &results);

/// stationary.csv: one line with the limit of least free energy.
void write_stationary(const std::string &path, const StationaryState &state);
/// limits.csv: one line for every start.
void write_limits(const std::string &path, const std::vector<SearchResult> &results);

} // namespace rhoflow
