#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A table of numbers (some may be nan or inf) with a name above each column, as Rhoflow's own csv
/// files.
struct NumberTable {
  std::vector<std::string> names;
  std::vector<std::vector<double>> rows;

  /// The column @p name. @throws InputError naming @p path if there is none
  std::vector<double> column(const std::string &path, const std::string &name) const;
};

/// Reads a csv file whose first line holds names, whatever the user's locale.
/// @throws InputError "FILE:LINE: problem" if it is missing or malformed
NumberTable read_number_table(const std::string &path);

} // namespace rhoflow
