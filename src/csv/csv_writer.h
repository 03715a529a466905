// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/text_file.h"

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace rhoflow {

/// Writes a csv file row by row, which CsvReader and other programs read: a first line with the
/// names of the columns, numbers with 17 digits and a decimal point, and texts in double quotes
/// where a comma, a quote or a line break in them needs it, with two quotes for one (RFC 4180).
class CsvWriter {
public:
  /// @throws RunError naming @p path, as all members, if the file cannot be written
  /// @param mode replace: the file starts with the names; append: rows follow those of a former run
  CsvWriter(const std::string &path, const std::vector<std::string> &names,
            TextFile::Mode mode = TextFile::Mode::replace);
  /// Writes the same to @p stream, which outlives this object and reports its failures itself.
  CsvWriter(std::ostream &stream, const std::vector<std::string> &names);

  /// Appends an entry to the present row.
  CsvWriter &add(double number);
  CsvWriter &add(const std::string &text);
  /// The same for a text that stands in quotes also where it does not need them.
  CsvWriter &add_quoted(const std::string &text);
  /// Ends the row. @pre it has an entry for each name
  void end_row();

  /// A row of numbers. @pre as many as names
  void add_row(const std::vector<double> &numbers);

  /// Hands all rows to the operating system, so that others can read them.
  void flush();
  /// To be called at the end: the destructor closes too, but cannot report.
  void close();

private:
  void separate();

  void write_names(const std::vector<std::string> &names);
  std::ostream &stream() { return file_ ? file_->stream() : *other_; }

  std::optional<TextFile> file_;
  std::ostream *other_ = nullptr; ///< where there is no file
  std::size_t n_columns_, n_entries_ = 0;
};

} // namespace rhoflow
