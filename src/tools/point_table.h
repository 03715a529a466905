// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// All rows of a csv file with points, as they stand there, and the coordinates among them.
struct PointTable {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;
  std::vector<double> coordinates; ///< [row][coordinate]
};

/// Which columns of a table of points are read, and which will be written behind them.
struct PointColumns {
  std::vector<std::string> coordinates;
  std::string meaning; ///< of a coordinate, for messages: "an input of the run"
  std::vector<std::string> results;
};

/// Reads the points in @p path.
/// @throws InputError naming file and line: a column is missing or has the name of a result, a
///         coordinate is no finite number, there is no point
PointTable read_points(const std::string &path, const PointColumns &columns);

/// @throws InputError if the file that --output names, @p path, exists and @p overwrite is false
void check_output(const std::string &path, bool overwrite);

/// Writes @p table with the columns @p results behind its own, all at once.
/// @param values [row][result]
/// @param path   of the file; empty: standard output
/// @throws RunError naming the file
void write_points(const PointTable &table, const std::vector<std::string> &results,
                  const std::vector<double> &values, const std::string &path);

} // namespace rhoflow
