// SPDX-License-Identifier: Apache-2.0
#include "csv/csv_reader.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <charconv>

namespace rhoflow {

CsvReader::CsvReader(const std::string &path, const std::string &header_remedy)
    : path_(path), input_(open_input_file(path)), lines_(input_, path_, "write one row a line") {
  if (!lines_.next())
    throw InputError(path + ": the file is empty; " + header_remedy);
  read_row();
  names_ = row_;
}

bool CsvReader::next() {
  while (lines_.next()) {
    if (trimmed_text(lines_.text()).empty()) {
      ended_ = true;
      continue;
    }
    if (ended_)
      fail("a row after an empty line; remove the empty line");
    read_row();
    if (row_ == names_)
      fail("the header stands here again; remove the line");
    if (row_.size() != names_.size())
      fail(quoted_line() + ": " + std::to_string(row_.size()) +
           (row_.size() == 1 ? " entry" : " entries") + " where the header has " +
           std::to_string(names_.size()) + "; correct or remove the line");
    return true;
  }
  return false;
}

/// Splits the present line, and those into which its quoted texts go on, into entries.
void CsvReader::read_row() {
  std::string_view rest = lines_.text();
  std::size_t n = 0;
  for (bool more = true; more; ++n) {
    std::string &entry = n < row_.size() ? row_[n] : row_.emplace_back();
    entry.clear();
    rest = trimmed_text(rest);
    if (!rest.empty() && rest.front() == '"') {
      rest = trimmed_text(read_quoted(rest.substr(1), entry));
      if (!rest.empty() && rest.front() != ',')
        fail("text follows a closing quote; write \"\" for a quote within quotes");
    } else {
      const std::size_t length = std::min(rest.find(','), rest.size());
      entry = trimmed_text(rest.substr(0, length));
      rest.remove_prefix(length);
    }
    more = !rest.empty();
    if (more)
      rest.remove_prefix(1);
  }
  row_.resize(n);
}

/// Reads the text behind an opening quote into @p entry and returns what follows the closing one.
std::string_view CsvReader::read_quoted(std::string_view rest, std::string &entry) {
  const unsigned long start = lines_.line();
  while (true) {
    const std::size_t quote = rest.find('"');
    entry += rest.substr(0, quote);
    if (entry.size() > std::size_t(LineReader::longest_line))
      lines_.fail(start, "a quoted text is too long; check that its quotes are closed");
    if (quote == std::string_view::npos) {
      if (!lines_.next())
        lines_.fail(start, "a quoted text does not end; add the closing quote");
      entry += '\n';
      rest = lines_.text();
      continue;
    }
    rest.remove_prefix(quote + 1);
    if (rest.empty() || rest.front() != '"')
      return rest;
    entry += '"';
    rest.remove_prefix(1);
  }
}

double CsvReader::number(std::size_t column) const {
  const std::string_view entry = text(column);
  // std::from_chars() knows no plus sign, but programs write them.
  const std::string_view digits =
      entry.size() > 1 && entry[0] == '+' && entry[1] != '-' ? entry.substr(1) : entry;
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range)
    fail(column, "too large or too small for a double");
  if (error != std::errc() || end != digits.data() + digits.size())
    fail(column, "this is not a number");
  return value;
}

void CsvReader::fail(std::size_t column, const std::string &problem) const {
  fail("column " + std::to_string(column + 1) + ", " + quoted_text(row_[column]) + ": " + problem +
       "; correct or remove the line");
}

std::string CsvReader::quoted_line() const {
  return quoted_text(trimmed_text(lines_.text()));
}

} // namespace rhoflow
