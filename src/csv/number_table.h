// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A csv file that holds numbers only (some may be nan or inf), as Rhoflow's own tables.
struct NumberTable {
  std::vector<std::string> names; ///< of the columns
  std::vector<std::vector<double>> rows;

  /// The column @p name. @throws InputError naming @p path if there is none
  std::vector<double> column(const std::string &path, const std::string &name) const;
};

/// Reads the csv file @p path. @throws InputError "FILE:LINE: problem; remedy" as CsvReader does
NumberTable read_number_table(const std::string &path);

} // namespace rhoflow
