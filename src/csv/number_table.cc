// SPDX-License-Identifier: Apache-2.0
#include "csv/number_table.h"

#include "csv/csv_reader.h"
#include "rhoflow/base/errors.h"

#include <algorithm>

namespace rhoflow {

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
  CsvReader reader(path);
  NumberTable table;
  table.names = reader.names();
  while (reader.next()) {
    std::vector<double> &row = table.rows.emplace_back();
    for (std::size_t k = 0; k < table.names.size(); ++k)
      row.push_back(reader.number(k));
  }
  return table;
}

} // namespace rhoflow
