// SPDX-License-Identifier: Apache-2.0
#include "theory/theory_tables.h"

#include "csv/kept_rows.h"
#include "observers/run_log.h"

namespace rhoflow {

namespace {

constexpr const char *theory_file = "theory.csv", *depth_file = "kl_depth.csv",
                     *spectrum_file = "spectrum.csv";

} // namespace

TheoryTables::TheoryTables(const TheoryParameters &parameters, const std::string &folder,
                           TextFile::Mode mode, const Columns &columns)
    : parameters_(parameters) {
  for (const auto &[name, names] : columns) {
    tables_.try_emplace(name, folder + '/' + name, names, mode);
    rows_[name] = 0;
  }
}

TheoryTables::Columns TheoryTables::columns(const TheoryParameters &parameters) {
  Columns columns;
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

TheoryTables::Lines TheoryTables::lines(const TheoryParameters &parameters, const TheoryRow &row) {
  Lines lines;
  const Columns files = columns(parameters);
  if (files.count(theory_file) > 0)
    lines[theory_file].push_back(row.values());
  if (files.count(depth_file) > 0)
    for (const DensityTheory &density : row.densities)
      lines[depth_file].push_back(
          {row.time, &density == &row.densities.back() && row.head.weight > 0. ? 1. : 0.,
           density.depth, density.weight, density.entropy, density.entropy_by_rate,
           density.path_length, density.smallest_ratio, density.negative_mass,
           density.entropy_error, density.entropy_on_grid});
  if (files.count(spectrum_file) > 0)
    for (std::size_t i = 0; i < row.encoder_eigenvalues.size(); ++i)
      lines[spectrum_file].push_back({row.time, double(i), row.encoder_eigenvalues[i],
                                      row.head_eigenvalues[i], row.sum_eigenvalues[i]});
  return lines;
}

void TheoryTables::add(const Lines &lines) {
  for (const auto &[name, rows] : lines) {
    for (const std::vector<double> &values : rows)
      tables_.at(name).add_row(values);
    rows_[name] += rows.size();
  }
  for (auto &[name, file] : tables_)
    file.flush();
}

void TheoryTables::close() {
  for (auto &[name, file] : tables_)
    file.close();
}

void save_rows(const TheoryTables::Rows &rows, const TheoryTables::Rows &former,
               ObserverStates &states) {
  for (const auto &[name, n] : rows) {
    const auto before = former.find(name);
    states["rows_of_" + name] = {double(n + (before == former.end() ? 0 : before->second))};
  }
}

TheoryTables::Rows keep_rows_until(double time, const TheoryTables::Columns &columns,
                                   const std::string &folder, const ObserverStates &states,
                                   RunLog &log) {
  TheoryTables::Rows rows;
  for (const auto &[name, names] : columns) {
    const KeptRows kept =
        keep_rows(folder + '/' + name, names, time, saved_count(states, "rows_of_" + name));
    rows[name] = kept.rows.size();
    if (!kept.loss.empty())
      log.warn(time, name + ' ' + kept.loss);
  }
  return rows;
}

} // namespace rhoflow
