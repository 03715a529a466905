#pragma once

#include <map>
#include <string>
#include <vector>

namespace rhoflow {

/// A csv file of numbers that a run has written, such as statistics.csv: columns by name.
class NumberTable {
public:
  /// @throws RunError naming the file (and the line) if it cannot be read, a line has not as many
  ///         entries as the first, or an entry is no number; "nan" and "inf" are numbers
  explicit NumberTable(const std::string &path);

  std::size_t n_rows() const { return n_rows_; }
  /// @throws RunError naming file and column if there is no such column
  const std::vector<double> &column(const std::string &name) const;
  /// The last entry of a column. @throws RunError also if the table is empty
  double last(const std::string &name) const;

private:
  std::string path_;
  std::size_t n_rows_ = 0;
  std::map<std::string, std::vector<double>> columns_;
};

} // namespace rhoflow
