// SPDX-License-Identifier: Apache-2.0
#include "data/samples_file.h"

#include "csv/csv_reader.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

constexpr std::size_t most_samples = 10000000;
constexpr const char *header_remedy = "the first line has to be x0,y or x0,x1,y and so on";

/// The entries of @p list, which commas separate.
std::vector<std::string> split(const std::string &list) {
  std::vector<std::string> names;
  std::istringstream stream(list);
  for (std::string name; std::getline(stream, name, ',');)
    names.emplace_back(trimmed_text(name));
  return names;
}

/// "'speed, dist'" of the columns that have a name.
std::string all_names(const CsvReader &reader) {
  std::string list;
  for (const std::string &name : reader.names())
    if (!name.empty())
      list += (list.empty() ? "" : ", ") + name;
  return quoted_text(list);
}

std::size_t place_of(const CsvReader &reader, const std::string &name) {
  const auto &names = reader.names();
  const auto place = std::find(names.begin(), names.end(), name);
  if (place == names.end())
    throw InputError("Data/Columns: " + reader.path() + " has no column " + quoted_text(name) +
                     "; it has " + all_names(reader));
  return static_cast<std::size_t>(place - names.begin());
}

/// The places of inputs and label among the columns.
std::vector<std::size_t> find_columns(const CsvReader &reader, const std::string &chosen) {
  std::vector<std::size_t> places;
  if (!chosen.empty()) {
    for (const std::string &name : split(chosen))
      places.push_back(place_of(reader, name));
    if (places.size() < 2)
      throw InputError("Data/Columns = " + quoted_text(chosen) +
                       ": name at least two columns, the inputs first and the label last");
  } else {
    // Some programs write the numbers of the rows first, in a column without a name.
    const std::size_t first = reader.names().front().empty() ? 1 : 0;
    const std::size_t n_named = reader.names().size() - first;
    std::vector<std::string> expected;
    if (n_named >= 2) // one input at least, and the label
      expected = input_names(static_cast<unsigned int>(n_named - 1));
    expected.emplace_back("y");
    if (n_named < 2 ||
        !std::equal(expected.begin(), expected.end(),
                    reader.names().begin() + std::ptrdiff_t(first), reader.names().end()))
      reader.fail(
          reader.quoted_line() + " is not the header; " + header_remedy +
          ", or name the columns to read, the label last: Data/Columns = " + all_names(reader));
    for (std::size_t k = first; k < reader.names().size(); ++k)
      places.push_back(k);
  }
  if (places.size() - 1 > DataSet::most_inputs)
    reader.fail(reader.quoted_line() + ": " + std::to_string(places.size() - 1) +
                " inputs are too many; give at most " + std::to_string(DataSet::most_inputs));
  return places;
}

double finite_number(const CsvReader &reader, std::size_t column) {
  const double value = reader.number(column);
  if (!std::isfinite(value))
    reader.fail(column, "this is not a finite number");
  return value;
}

} // namespace

std::vector<std::string> names_of_inputs(const std::string &columns, unsigned int dimension) {
  std::vector<std::string> names = split(columns);
  if (names.size() != dimension + 1)
    return input_names(dimension);
  names.pop_back();
  return names;
}

DataSet read_samples(const std::string &path, const std::string &columns) {
  CsvReader reader(path, header_remedy);
  const std::vector<std::size_t> places = find_columns(reader, columns);
  DataSet data;
  data.dimension = static_cast<unsigned int>(places.size() - 1);
  while (reader.next()) {
    if (data.size() == most_samples)
      reader.fail("more than " + std::to_string(most_samples) + " samples; give fewer");
    for (unsigned int k = 0; k < data.dimension; ++k)
      data.inputs.push_back(finite_number(reader, places[k]));
    data.labels.push_back(finite_number(reader, places.back()));
  }
  if (data.size() == 0)
    throw InputError(path + ": there is no sample after the header; add one a line");
  return data;
}

} // namespace rhoflow
