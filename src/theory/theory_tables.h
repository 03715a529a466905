// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/csv_writer.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/theory_row.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rhoflow {

/// Writes the quantities of the theory: theory.csv (one line per time), kl_depth.csv (one line per
/// time and density) and spectrum.csv (one line per time and eigenvalue). The files are complete
/// after each row. To be used by one process.
class TheoryTables {
public:
  /// Numbers of rows by file.
  using Rows = std::map<std::string, std::size_t>;

  /// Opens the files in @p folder that @p parameters ask for. @throws RunError naming the path
  TheoryTables(const TheoryParameters &parameters, const std::string &folder,
               TextFile::Mode mode = TextFile::Mode::replace);

  /// The files that @p parameters ask for, with the names of their columns.
  static std::map<std::string, std::vector<std::string>>
  columns(const TheoryParameters &parameters);

  void add(const TheoryRow &row);

  /// Rows that were added to each file.
  const Rows &rows() const { return rows_; }

  /// @throws RunError if not everything could be written
  void close();

private:
  CsvWriter *table(const std::string &name);
  void add_row(const std::string &name, const std::vector<double> &values);

  std::map<std::string, CsvWriter> tables_;
  Rows rows_;
};

} // namespace rhoflow
