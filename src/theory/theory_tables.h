#pragma once

#include "csv/csv_writer.h"
#include "rhoflow/theory/theory_parameters.h"
#include "theory/theory_row.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// Writes the quantities of the theory: theory.csv (one line per time), kl_depth.csv (one line per
/// time and density) and spectrum.csv (one line per time and eigenvalue). The files are complete
/// after each row. To be used by one process.
class TheoryTables {
public:
  /// Opens the files in @p folder that @p parameters ask for. @throws RunError naming the path
  TheoryTables(const TheoryParameters &parameters, const std::string &folder,
               TextFile::Mode mode = TextFile::Mode::replace);

  /// The files that @p parameters ask for.
  static std::vector<std::string> names(const TheoryParameters &parameters);

  void add(const TheoryRow &row);

  /// @throws RunError if not everything could be written
  void close();

private:
  TheoryParameters parameters_;
  std::optional<CsvWriter> theory_, depth_, spectrum_;
};

} // namespace rhoflow
