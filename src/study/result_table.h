// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/precondition.h"

#include <ostream>
#include <string>
#include <variant>
#include <vector>

namespace rhoflow {

/// The outcome of a study: named columns, one row a run or a group of runs; entries are texts or
/// numbers.
class ResultTable {
public:
  using Entry = std::variant<std::string, double>;

  explicit ResultTable(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  /// @pre as many entries as columns
  void add_row(std::vector<Entry> row) {
    RHOFLOW_PRECONDITION(row.size() == columns_.size(), "an entry for each column");
    rows_.push_back(std::move(row));
  }
  std::size_t n_rows() const { return rows_.size(); }

  /// The numbers of a column. @pre the column exists and holds numbers only
  std::vector<double> numbers(const std::string &column) const;

  /// With 17 digits, the first line holds the names. @throws RunError naming the path
  void write_csv(const std::string &path) const;
  /// For people: a Markdown table with five digits, its columns aligned.
  void print(std::ostream &out) const;

private:
  std::vector<std::string> columns_;
  std::vector<std::vector<Entry>> rows_;
};

} // namespace rhoflow
