// SPDX-License-Identifier: Apache-2.0
#include "many_inputs_report.h"

#include "diagnostics/zero_one_error.h"
#include "study/result_table.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace many_inputs {

using namespace rhoflow;

namespace {

/// A mean with its standard error.
struct Mean {
  double value = 0., error = 0.;
};

/// Over training sets, from how they differ; the errors of the points are part of that.
Mean mean_over_sets(const std::function<double(unsigned int)> &value_of) {
  Mean mean;
  double squares = 0.;
  for (unsigned int set = 1; set <= n_sets; ++set)
    mean.value += value_of(set) / n_sets;
  for (unsigned int set = 1; set <= n_sets; ++set)
    squares += std::pow(value_of(set) - mean.value, 2);
  mean.error = std::sqrt(squares / (n_sets * (n_sets - 1.)));
  return mean;
}

void add(std::vector<ResultTable::Entry> &row, const Mean &mean) {
  row.insert(row.end(), {mean.value, mean.error});
}

/// Numbers of the same densities, which d has no part in: their errors are those of the points.
void write_plane(const StudyResults &results, std::ostream &out) {
  const std::vector<std::string> columns{"loss",          "kl_head",       "kl_encoder",
                                         "lambda_min_g2", "lambda_max_g2", "lambda_max_g1"};
  std::vector<std::string> names{"inputs"};
  for (const std::string &column : columns)
    names.insert(names.end(), {column, column + " +-"});
  names.emplace_back("seconds");
  ResultTable table(names);
  for (const unsigned int d : inputs) {
    const std::string run = run_name(plane_name, d, 1);
    const RunTable theory = results.table(run, "theory.csv");
    std::vector<ResultTable::Entry> row{double(d)};
    for (const std::string &column : columns)
      add(row, {theory.last(column), theory.last(column + "_error")});
    row.emplace_back(results.seconds(run));
    table.add_row(row);
  }
  table.write_csv(results.folder() + "/plane.csv");
  table.print(out);
}

/// The last value of @p column over the sets.
Mean last_of(const StudyResults &results, const std::string &source, unsigned int d,
             const std::string &file, const std::string &column) {
  return mean_over_sets(
      [&](unsigned int set) { return results.table(run_name(source, d, set), file).last(column); });
}

/// Share of the test samples on the wrong side.
Mean mistakes(const StudyResults &results, const std::string &source, unsigned int d) {
  return mean_over_sets([&](unsigned int set) {
    const RunTable test = results.table(run_name(source, d, set), "test_predictions.csv");
    const ZeroOneError error = zero_one_error(test.column("y"), test.column("prediction"));
    return double(error.wrong) / double(error.samples);
  });
}

/// The relative standard error that the points leave in @p column of one run, the largest of the
/// sets.
double point_error(const StudyResults &results, const std::string &source, unsigned int d,
                   const std::string &file, const std::string &column) {
  double largest = 0.;
  for (unsigned int set = 1; set <= n_sets; ++set) {
    const RunTable table = results.table(run_name(source, d, set), file);
    largest = std::max(largest, table.last(column + "_error") / std::abs(table.last(column)));
  }
  return largest;
}

void write_sources(const StudyResults &results, std::ostream &out) {
  ResultTable table({"source", "inputs", "loss", "loss +-", "test loss", "test loss +-",
                     "test mistakes", "test mistakes +-", "KL head", "KL head +-", "KL encoder",
                     "KL encoder +-", "points: loss", "points: test loss", "points: KL head",
                     "points: KL encoder"});
  for (const std::string &source : random_sources)
    for (const unsigned int d : inputs) {
      std::vector<ResultTable::Entry> row{source, double(d)};
      const auto add_last = [&](const std::string &file, const std::string &column) {
        add(row, last_of(results, source, d, file, column));
      };
      add_last("statistics.csv", "loss");
      add_last("statistics.csv", "test_loss");
      add(row, mistakes(results, source, d));
      add_last("theory.csv", "kl_head");
      add_last("theory.csv", "kl_encoder");
      row.emplace_back(point_error(results, source, d, "statistics.csv", "loss"));
      row.emplace_back(point_error(results, source, d, "statistics.csv", "test_loss"));
      row.emplace_back(point_error(results, source, d, "theory.csv", "kl_head"));
      row.emplace_back(point_error(results, source, d, "theory.csv", "kl_encoder"));
      table.add_row(row);
    }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

/// Extreme eigenvalues at start and end. Parities repeat samples, which makes the smallest zero.
void write_spectra(const StudyResults &results, std::ostream &out) {
  const std::string &source = random_sources.front();
  ResultTable table({"inputs", "g2 start", "g2 start +-", "g2 end", "g2 end +-", "g1 end",
                     "g1 end +-", "largest g2 start", "largest g2 start +-", "largest g1 end",
                     "largest g1 end +-"});
  for (const unsigned int d : inputs) {
    std::vector<ResultTable::Entry> row{double(d)};
    const auto add_at = [&](const std::string &column, bool start) {
      add(row, mean_over_sets([&](unsigned int set) {
            const RunTable theory = results.table(run_name(source, d, set), "theory.csv");
            return start ? theory.column(column).front() : theory.last(column);
          }));
    };
    add_at("lambda_min_g2", true);
    add_at("lambda_min_g2", false);
    add_at("lambda_min_g1", false);
    add_at("lambda_max_g2", true);
    add_at("lambda_max_g1", false);
    table.add_row(row);
  }
  table.write_csv(results.folder() + "/spectra.csv");
  table.print(out);
}

} // namespace

std::string run_name(const std::string &source, unsigned int d, unsigned int set) {
  std::string name = source + "_d" + std::to_string(d) + "_set" + std::to_string(set);
  std::replace(name.begin(), name.end(), ' ', '_');
  return name;
}

void report(const StudyResults &results, std::ostream &out) {
  write_plane(results, out);
  out << '\n';
  write_sources(results, out);
  out << '\n';
  write_spectra(results, out);
}

} // namespace many_inputs
