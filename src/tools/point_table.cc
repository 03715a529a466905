// SPDX-License-Identifier: Apache-2.0
#include "tools/point_table.h"

#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

std::vector<std::size_t> find_columns(const CsvReader &reader, const PointColumns &columns) {
  const std::vector<std::string> &names = reader.names();
  std::vector<std::size_t> places;
  for (const std::string &name : columns.coordinates) {
    const auto place = std::find(names.begin(), names.end(), name);
    if (place == names.end())
      reader.fail(reader.quoted_line() + " has no column " + quoted_text(name) + ", " +
                  columns.meaning + "; name it so in the first line");
    places.push_back(std::size_t(place - names.begin()));
  }
  for (const std::string &name : columns.results)
    if (std::find(names.begin(), names.end(), name) != names.end())
      reader.fail("there is a column " + quoted_text(name) + " already; rename it");
  return places;
}

void write_rows(CsvWriter &&file, const PointTable &table, const std::vector<double> &values,
                std::size_t n_results) {
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    for (const std::string &text : table.rows[i])
      file.add(text);
    for (std::size_t k = 0; k < n_results; ++k)
      file.add(values[i * n_results + k]);
    file.end_row();
  }
  file.close();
}

} // namespace

PointTable read_points(const std::string &path, const PointColumns &columns) {
  CsvReader reader(path, "the first line has to name the columns, among them the coordinates");
  PointTable table;
  table.names = reader.names();
  const std::vector<std::size_t> places = find_columns(reader, columns);
  while (reader.next()) {
    for (const std::size_t place : places) {
      table.coordinates.push_back(reader.number(place));
      if (!std::isfinite(table.coordinates.back()))
        reader.fail(place, "this is not a finite number");
    }
    table.rows.emplace_back();
    for (std::size_t k = 0; k < table.names.size(); ++k)
      table.rows.back().push_back(reader.text(k));
  }
  if (table.rows.empty())
    throw InputError(path + ": there is no point after the first line; add one a line");
  return table;
}

void check_output(const std::string &path, bool overwrite) {
  if (!path.empty() && fs::exists(path) && !overwrite)
    throw InputError("--output = " + quoted_text(path) +
                     ": the file exists; choose another name, or replace it with --overwrite");
}

void write_points(const PointTable &table, const std::vector<std::string> &results,
                  const std::vector<double> &values, const std::string &path) {
  RHOFLOW_PRECONDITION(values.size() == table.rows.size() * results.size(),
                       "all results of every point");
  std::vector<std::string> names = table.names;
  names.insert(names.end(), results.begin(), results.end());
  if (path.empty())
    return write_rows(CsvWriter(std::cout, names), table, values, results.size());
  const std::string unfinished = path + ".part0";
  try {
    write_rows(CsvWriter(unfinished, names), table, values, results.size());
    take_name(unfinished, path);
  } catch (const RunError &) {
    std::error_code ignored; // what is wrong is said
    fs::remove(unfinished, ignored);
    throw;
  }
}

} // namespace rhoflow
