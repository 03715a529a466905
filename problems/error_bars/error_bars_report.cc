// SPDX-License-Identifier: Apache-2.0
#include "error_bars_report.h"

#include "study/line_fit.h"
#include "study/result_table.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace error_bars {

namespace {

using namespace rhoflow;

/// Column of a file, with the column of its error; `prediction` has its own.
struct Quantity {
  std::string file, column, error;
};

const std::vector<Quantity> &quantities() {
  static const std::vector<Quantity> all = [] {
    std::vector<Quantity> list{{"predictions.csv", "prediction", "error"}};
    for (const char *column :
         {"loss", "dissipation", "second_moment_encoder", "second_moment_head"})
      list.push_back({"statistics.csv", column, std::string(column) + "_error"});
    for (const char *column :
         {"kl_head", "kl_encoder", "path_head", "path_encoder", "lambda_min_g1", "lambda_max_g1",
          "lambda_min_g2", "lambda_max_g2", "decay_rate"})
      list.push_back({"theory.csv", column, std::string(column) + "_error"});
    return list;
  }();
  return all;
}

/// (value - reference) / error of many numbers.
struct Deviations {
  std::vector<double> values;

  /// The share within @p limit, in percent.
  double share(double limit) const {
    return 100. *
           double(std::count_if(values.begin(), values.end(),
                                [&](double value) { return std::abs(value) <= limit; })) /
           double(values.size());
  }
  double median() const {
    std::vector<double> sorted = values;
    const auto middle = sorted.begin() + std::ptrdiff_t(sorted.size() / 2);
    std::nth_element(sorted.begin(), middle, sorted.end());
    return *middle;
  }
};

/// What a run says against the reference, at all output times or samples. Left out is what is exact
/// by construction: moments at the start, and what does not move.
void add_deviations(const RunTable &run, const RunTable &reference, const Quantity &quantity,
                    Deviations &deviations) {
  constexpr double rounding = 1e-10;
  const std::vector<double> value = run.column(quantity.column), error = run.column(quantity.error),
                            exact = reference.column(quantity.column),
                            exact_error = reference.column(quantity.error);
  for (std::size_t k = 0; k < value.size(); ++k)
    if (error[k] > rounding * std::abs(value[k]))
      deviations.values.push_back((value[k] - exact[k]) / std::hypot(error[k], exact_error[k]));
}

void add_counts(std::vector<ResultTable::Entry> &row, const Deviations &deviations) {
  row.insert(row.end(), {double(deviations.values.size()), deviations.share(1.),
                         deviations.share(2.), deviations.share(4.), deviations.median()});
}

const std::vector<std::string> count_columns{"numbers", "% within one error", "% within two",
                                             "% within four", "median deviation"};

std::vector<std::string> with_counts(std::vector<std::string> columns) {
  columns.insert(columns.end(), count_columns.begin(), count_columns.end());
  return columns;
}

/// How often, by the quantity and by the problem.
void write_shares(const StudyResults &results, std::ostream &out) {
  std::map<std::string, Deviations> of_quantity, of_problem;
  for (const Problem &problem : problems())
    for (const Quantity &quantity : quantities()) {
      const RunTable reference = results.table(reference_name(problem), quantity.file);
      for (unsigned int seed = 1; seed <= n_seeds; ++seed)
        for (auto *list : {&of_quantity[quantity.column], &of_problem[problem.name]})
          add_deviations(results.table(seed_name(problem, seed), quantity.file), reference,
                         quantity, *list);
    }
  ResultTable table(with_counts({"quantity"})), by_problem(with_counts({"problem", "inputs"}));
  for (const Quantity &quantity : quantities()) {
    std::vector<ResultTable::Entry> row{quantity.column};
    add_counts(row, of_quantity[quantity.column]);
    table.add_row(row);
  }
  for (const Problem &problem : problems()) {
    std::vector<ResultTable::Entry> row{problem.name, double(problem.inputs)};
    add_counts(row, of_problem[problem.name]);
    by_problem.add_row(row);
  }
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
  out << '\n';
  by_problem.write_csv(results.folder() + "/problems.csv");
  by_problem.print(out);
}

/// Relative errors of the loss at the end against the number of points, and the powers by which
/// they fall.
void write_numbers(const StudyResults &results, std::ostream &out) {
  ResultTable table({"problem", "points", "relative error"});
  std::string powers;
  for (const std::string &problem : smooth_problems) {
    std::vector<double> sizes, errors;
    for (const unsigned int number : point_numbers) {
      double squares = 0.;
      for (unsigned int seed = 1; seed <= n_slope_seeds; ++seed) {
        const RunTable run = results.table(number_name(problem, number, seed));
        squares += std::pow(run.last("loss_error") / run.last("loss"), 2) / n_slope_seeds;
      }
      sizes.push_back(number);
      errors.push_back(std::sqrt(squares));
      table.add_row({problem, sizes.back(), errors.back()});
    }
    powers += problem + ": the error falls with the power " + fit_power(sizes, errors).text() +
              " of the points\n";
  }
  table.write_csv(results.folder() + "/numbers.csv");
  out << '\n';
  table.print(out);
  out << '\n' << powers;
}

} // namespace

void report(const StudyResults &results, std::ostream &out) {
  write_shares(results, out);
  write_numbers(results, out);
}

} // namespace error_bars
