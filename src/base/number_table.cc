#include "base/number_table.h"
#include "base/errors.h"
#include "base/text_file.h"

#include <algorithm>
#include <charconv>

namespace rhoflow {

namespace {

/// The texts between commas; the end of a DOS line does not count.
std::vector<std::string> split(std::string line) {
  if (!line.empty() && line.back() == '\r')
    line.pop_back();
  std::vector<std::string> entries(1);
  for (const char c : line)
    if (c == ',')
      entries.emplace_back();
    else
      entries.back() += c;
  return entries;
}

} // namespace

std::vector<double> NumberTable::column(const std::string &path, const std::string &name) const {
  const auto place = std::find(names.begin(), names.end(), name);
  if (place == names.end())
    throw InputError(path + ": there is no column '" + name + "'; name a folder of this version");
  std::vector<double> values;
  for (const std::vector<double> &row : rows)
    values.push_back(row[static_cast<std::size_t>(place - names.begin())]);
  return values;
}

NumberTable read_number_table(const std::string &path) {
  std::ifstream input = open_input_file(path);
  NumberTable table;
  std::string line;
  if (!std::getline(input, line) || line.size() > 10000)
    throw InputError(path + ": the first line does not hold names of columns");
  table.names = split(line);
  for (unsigned long number = 2; std::getline(input, line); ++number) {
    const std::vector<std::string> entries = split(line);
    const std::string place = path + ':' + std::to_string(number) + ": ";
    if (entries.size() != table.names.size())
      throw InputError(place + std::to_string(entries.size()) + " entries below " +
                       std::to_string(table.names.size()) + " names");
    table.rows.emplace_back();
    for (const std::string &entry : entries) {
      double value = 0.;
      const char *end = entry.data() + entry.size();
      const auto [rest, error] = std::from_chars(entry.data(), end, value);
      if (error != std::errc() || rest != end)
        throw InputError(place + "'" + entry + "' is not a number");
      table.rows.back().push_back(value);
    }
  }
  return table;
}

} // namespace rhoflow
