// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "csv/number_table.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A csv file of numbers that a finished run has written, such as statistics.csv: columns by name.
class RunTable {
public:
  /// @throws RunError naming the file (and the line) if it cannot be read or is malformed
  explicit RunTable(const std::string &path);

  std::size_t n_rows() const { return table_.rows.size(); }
  /// @throws RunError naming file and column if there is no such column
  std::vector<double> column(const std::string &name) const;
  /// The last entry of a column. @throws RunError also if the table is empty
  double last(const std::string &name) const;

private:
  std::string path_;
  NumberTable table_;
};

} // namespace rhoflow
