// SPDX-License-Identifier: Apache-2.0
#include "csv/kept_rows.h"

#include "base/text_file.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <limits>
#include <string_view>

namespace rhoflow {

namespace {

std::string joined(const std::vector<std::string> &names) {
  std::string line;
  for (const std::string &name : names)
    line += (line.empty() ? "" : ",") + name;
  return line;
}

/// How many of @p names the columns of a table with the first line @p line are, from the first on;
/// 0 where others are among them.
std::size_t leading_columns(const std::string &line, const std::vector<std::string> &names) {
  std::string known;
  for (std::size_t k = 0; k < names.size(); ++k) {
    known += (k == 0 ? "" : ",") + names[k];
    if (line == known)
      return k + 1;
  }
  return 0;
}

/// The numbers of @p line; empty if it is not @p n numbers.
std::vector<double> parse_row(std::string_view line, std::size_t n) {
  std::vector<double> row;
  const char *place = line.data();
  const char *const end = place + line.size();
  while (row.size() < n) {
    const auto [behind, error] = std::from_chars(place, end, row.emplace_back());
    const bool last = row.size() == n;
    if (error != std::errc() || (last ? behind != end : behind == end || *behind != ','))
      return {};
    place = behind + 1;
  }
  return row;
}

} // namespace

KeptRows keep_rows(const std::string &path, const std::vector<std::string> &names, double time,
                   std::optional<std::size_t> expected) {
  const auto time_column =
      std::size_t(std::find(names.begin(), names.end(), "time") - names.begin());
  RHOFLOW_PRECONDITION(time_column < names.size(), "one column is the time");
  KeptRows kept;
  std::string text = joined(names) + '\n', line;
  std::ifstream input(path, std::ios::binary);
  if (!input)
    kept.loss = "is missing";
  std::size_t n = 0;
  if (input && (!std::getline(input, line) || (n = leading_columns(line, names)) <= time_column))
    kept.loss = "does not have the columns of this version";
  else if (input)
    // The last line of a run that was killed has no end, and then may look like a shorter number.
    while (std::getline(input, line) && !input.eof())
      if (std::vector<double> row = parse_row(line, n); !row.empty() && row[time_column] <= time) {
        text += line;
        for (std::size_t k = n; k < names.size(); ++k)
          text += ",nan";
        text += '\n';
        row.resize(names.size(), std::numeric_limits<double>::quiet_NaN());
        kept.rows.push_back(std::move(row));
      }
  input.close();
  if (kept.loss.empty() && expected && kept.rows.size() < *expected)
    kept.loss = "lacks " + std::to_string(*expected - kept.rows.size()) + " of " +
                std::to_string(*expected) + " lines";
  write_atomically(path, text);
  return kept;
}

} // namespace rhoflow
