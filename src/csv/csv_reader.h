// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/line_reader.h"
#include "rhoflow/base/precondition.h"

#include <cstddef>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace rhoflow {

/// Reads a csv file row by row:
///
///     x0,"name, with ""quotes""",y
///     0.5,sine,-1.25
///
/// The first line names the columns, every further row has an entry for each of them. Blanks around
/// an entry do not count. An entry in double quotes is any text, also with commas and line breaks,
/// in which two quotes stand for one (RFC 4180). Empty lines are tolerated at the end; comments are
/// not.
class CsvReader {
public:
  /// Reads the names. @p header_remedy says what the first line has to be.
  /// @throws InputError `FILE:LINE: problem; remedy`, as all members: the file is missing, empty,
  ///         not text, or a line differs from this form
  explicit CsvReader(const std::string &path,
                     const std::string &header_remedy = "the first line has to name the columns");
  CsvReader(const CsvReader &) = delete;
  CsvReader &operator=(const CsvReader &) = delete;

  const std::string &path() const { return path_; }
  const std::vector<std::string> &names() const { return names_; }

  /// Moves to the next row; false at the end.
  bool next();

  /// An entry of the present row. @pre @p column is less than the number of names
  const std::string &text(std::size_t column) const {
    RHOFLOW_PRECONDITION(column < row_.size(), "there is such a column");
    return row_[column];
  }
  /// The same as a number with a decimal point, whatever the user's locale; nan and inf are
  /// numbers.
  double number(std::size_t column) const;

  /// Throws InputError for the present line, or for an entry in it.
  [[noreturn]] void fail(const std::string &problem) const { lines_.fail(problem); }
  [[noreturn]] void fail(std::size_t column, const std::string &problem) const;
  /// The present line in quotes, for messages.
  std::string quoted_line() const;

private:
  void read_row();
  std::string_view read_quoted(std::string_view rest, std::string &entry);

  std::string path_;
  std::ifstream input_;
  LineReader lines_;
  std::vector<std::string> names_, row_;
  bool ended_ = false; ///< by an empty line
};

} // namespace rhoflow
