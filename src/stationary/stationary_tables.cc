// SPDX-License-Identifier: Apache-2.0
#include "stationary/stationary_tables.h"

#include "csv/csv_writer.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

/// Free energies that differ by less than this, relative to them, are those of one limit.
constexpr double same_limit = 1e-8;

std::vector<double> numbers_of(const StationaryState &state) {
  return {state.network.loss,       state.second_moment_encoder,
          state.second_moment_head, state.free_energy,
          state.residual,           double(state.iterations)};
}

const std::vector<std::string> names{
    "loss", "second_moment_encoder", "second_moment_head", "free_energy", "residual", "iterations"};

} // namespace

unsigned int number_limits(std::vector<SearchResult> &results) {
  std::vector<SearchResult *> found;
  for (SearchResult &result : results)
    if (result.found)
      found.push_back(&result);
  std::sort(found.begin(), found.end(), [](const SearchResult *a, const SearchResult *b) {
    return a->state.free_energy < b->state.free_energy;
  });
  unsigned int number = 0;
  double last = -std::numeric_limits<double>::infinity();
  for (SearchResult *result : found) {
    const double energy = result->state.free_energy;
    if (number == 0 || energy - last > same_limit * std::max(std::abs(energy), 1e-3))
      ++number;
    last = energy;
    result->limit = number;
  }
  return number;
}

const SearchResult &lowest(const std::vector<SearchResult> &results) {
  const auto first = std::find_if(results.begin(), results.end(),
                                  [](const SearchResult &result) { return result.limit == 1; });
  RHOFLOW_PRECONDITION(first != results.end(), "a limit was found");
  return *first;
}

void write_stationary(const std::string &path, const StationaryState &state) {
  CsvWriter file(path, names, TextFile::Mode::replace);
  file.add_row(numbers_of(state));
  file.close();
}

void write_limits(const std::string &path, const std::vector<SearchResult> &results) {
  std::vector<std::string> columns{"start", "limit"};
  columns.insert(columns.end(), names.begin(), names.end());
  CsvWriter file(path, columns, TextFile::Mode::replace);
  for (const SearchResult &result : results) {
    std::vector<double> row(columns.size(), std::numeric_limits<double>::quiet_NaN());
    row[0] = result.start;
    row[1] = result.limit;
    if (result.found) {
      const std::vector<double> numbers = numbers_of(result.state);
      std::copy(numbers.begin(), numbers.end(), row.begin() + 2);
    }
    file.add_row(row);
  }
  file.close();
}

} // namespace rhoflow
