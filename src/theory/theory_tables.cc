// SPDX-License-Identifier: Apache-2.0
#include "theory/theory_tables.h"

namespace rhoflow {

namespace {

constexpr const char *theory_file = "theory.csv", *depth_file = "kl_depth.csv",
                     *spectrum_file = "spectrum.csv";

} // namespace

TheoryTables::TheoryTables(const TheoryParameters &parameters, const std::string &folder,
                           TextFile::Mode mode) {
  for (const auto &[name, names] : columns(parameters)) {
    tables_.try_emplace(name, folder + '/' + name, names, mode);
    rows_[name] = 0;
  }
}

std::map<std::string, std::vector<std::string>>
TheoryTables::columns(const TheoryParameters &parameters) {
  std::map<std::string, std::vector<std::string>> columns;
  if (parameters.any())
    columns[theory_file] = TheoryRow::names();
  if (parameters.compares_with_start() || parameters.needs_rates())
    columns[depth_file] = {"time",       "head", "s",       "weight",        "kl",
                           "kl_by_rate", "path", "support", "negative_mass", "kl_error",
                           "kl_on_grid"};
  if (parameters.gram_matrices)
    columns[spectrum_file] = {"time", "index", "g1", "g2", "sum"};
  return columns;
}

CsvWriter *TheoryTables::table(const std::string &name) {
  const auto found = tables_.find(name);
  return found == tables_.end() ? nullptr : &found->second;
}

void TheoryTables::add_row(const std::string &name, const std::vector<double> &values) {
  table(name)->add_row(values);
  ++rows_[name];
}

void TheoryTables::add(const TheoryRow &row) {
  if (table(theory_file) == nullptr)
    return;
  add_row(theory_file, row.values());
  if (table(depth_file) != nullptr)
    for (const DensityTheory &density : row.densities)
      add_row(depth_file,
              {row.time, &density == &row.densities.back() && row.head.weight > 0. ? 1. : 0.,
               density.depth, density.weight, density.entropy, density.entropy_by_rate,
               density.path_length, density.smallest_ratio, density.negative_mass,
               density.entropy_error, density.entropy_on_grid});
  if (table(spectrum_file) != nullptr)
    for (std::size_t i = 0; i < row.encoder_eigenvalues.size(); ++i)
      add_row(spectrum_file, {row.time, double(i), row.encoder_eigenvalues[i],
                              row.head_eigenvalues[i], row.sum_eigenvalues[i]});
  for (auto &[name, file] : tables_)
    file.flush();
}

void TheoryTables::close() {
  for (auto &[name, file] : tables_)
    file.close();
}

} // namespace rhoflow
