// SPDX-License-Identifier: Apache-2.0
#include "study/result_table.h"

#include "csv/csv_writer.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <cstdio>

namespace rhoflow {

namespace {

std::string text_of(const ResultTable::Entry &entry) {
  if (const std::string *text = std::get_if<std::string>(&entry))
    return *text;
  char number[32];
  std::snprintf(number, sizeof number, "%.5g", std::get<double>(entry));
  return number;
}

} // namespace

std::vector<double> ResultTable::numbers(const std::string &column) const {
  const auto k =
      std::size_t(std::find(columns_.begin(), columns_.end(), column) - columns_.begin());
  RHOFLOW_PRECONDITION(k < columns_.size(), "there is such a column");
  std::vector<double> result;
  for (const std::vector<Entry> &row : rows_)
    result.push_back(std::get<double>(row.at(k)));
  return result;
}

void ResultTable::write_csv(const std::string &path) const {
  CsvWriter file(path, columns_);
  for (const std::vector<Entry> &row : rows_) {
    for (const Entry &entry : row)
      std::visit([&file](const auto &value) { file.add(value); }, entry);
    file.end_row();
  }
  file.close();
}

void ResultTable::print(std::ostream &out) const {
  std::vector<std::vector<std::string>> lines{columns_};
  for (const std::vector<Entry> &row : rows_) {
    lines.emplace_back();
    for (const Entry &entry : row)
      lines.back().push_back(text_of(entry));
  }
  std::vector<std::size_t> width(columns_.size(), 3);
  for (const auto &line : lines)
    for (std::size_t k = 0; k < line.size(); ++k)
      width[k] = std::max(width[k], line[k].size());
  const auto print_line = [&](const std::vector<std::string> &line) {
    out << '|';
    for (std::size_t k = 0; k < line.size(); ++k)
      out << ' ' << line[k] << std::string(width[k] - line[k].size(), ' ') << " |";
    out << '\n';
  };
  print_line(lines.front());
  out << '|';
  for (const std::size_t w : width)
    out << std::string(w + 2, '-') << '|';
  out << '\n';
  for (std::size_t i = 1; i < lines.size(); ++i)
    print_line(lines[i]);
}

} // namespace rhoflow
