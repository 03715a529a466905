// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/csv_writer.h"
#include "observers/observer.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/theory_row.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace rhoflow {

class RunLog;

/// Writes the quantities of the theory: theory.csv (one line per time), kl_depth.csv (one line per
/// time and density) and spectrum.csv (one line per time and eigenvalue). The files are complete
/// after each row. To be used by one process.
class TheoryTables {
public:
  /// Numbers of rows by file.
  using Rows = std::map<std::string, std::size_t>;
  /// Names of columns by file.
  using Columns = std::map<std::string, std::vector<std::string>>;

  /// Opens the files in @p folder that @p parameters ask for. @throws RunError naming the path
  /// @param columns as columns() gives them, perhaps with more columns behind
  TheoryTables(const TheoryParameters &parameters, const std::string &folder, TextFile::Mode mode,
               const Columns &columns);
  TheoryTables(const TheoryParameters &parameters, const std::string &folder,
               TextFile::Mode mode = TextFile::Mode::replace)
      : TheoryTables(parameters, folder, mode, columns(parameters)) {}

  /// The files that @p parameters ask for, with the names of their columns.
  static Columns columns(const TheoryParameters &parameters);

  /// Rows by file, in the order of the columns.
  using Lines = std::map<std::string, std::vector<std::vector<double>>>;
  /// What add() writes of @p row.
  static Lines lines(const TheoryParameters &parameters, const TheoryRow &row);

  void add(const TheoryRow &row) { add(lines(parameters_, row)); }
  void add(const Lines &lines);

  /// Rows that were added to each file.
  const Rows &rows() const { return rows_; }

  /// @throws RunError if not everything could be written
  void close();

private:
  TheoryParameters parameters_;
  std::map<std::string, CsvWriter> tables_;
  Rows rows_;
};

/// Enters how many rows the files have, those of a former part of the run included.
void save_rows(const TheoryTables::Rows &rows, const TheoryTables::Rows &former,
               ObserverStates &states);
/// Drops the rows of the files @p columns in @p folder that are later than @p time, and warns in
/// @p log of rows that are missing. @return how many are left
TheoryTables::Rows keep_rows_until(double time, const TheoryTables::Columns &columns,
                                   const std::string &folder, const ObserverStates &states,
                                   RunLog &log);

} // namespace rhoflow
