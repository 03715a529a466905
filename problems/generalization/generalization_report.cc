// SPDX-License-Identifier: Apache-2.0
#include "generalization_report.h"

#include "mistakes.h"
#include "study/count_fit.h"
#include "study/line_fit.h"
#include "study/result_table.h"

#include <cmath>
#include <optional>

namespace generalization {

namespace {

using namespace rhoflow;

/// One way to train, on all training sets.
struct Method {
  std::string name;
  std::vector<Outcome> outcomes;
  std::vector<Pooled> sizes; ///< one entry for every n
};

template <typename Folder>
Method read_method(const StudyResults &results, const std::string &name, const Folder &folder) {
  Method method{name, {}, {}};
  for (const unsigned int n : samples) {
    std::vector<Outcome> same_size;
    for (unsigned int set = 1; set <= n_sets; ++set)
      same_size.push_back(read_outcome(results, folder(n, set)));
    method.sizes.push_back(pool(same_size));
    method.outcomes.insert(method.outcomes.end(), same_size.begin(), same_size.end());
  }
  return method;
}

/// The power law of the mistakes of all networks with at least @p smallest samples; none if fewer
/// than two sizes have mistakes. Test points come in opposite pairs, so that two of them count as
/// one trial, and a mistake as half an event.
std::optional<CountFit> fit_mistakes(const Method &method, double smallest) {
  std::vector<double> n, mistakes, trials;
  for (const Outcome &outcome : method.outcomes)
    if (outcome.n >= smallest) {
      n.push_back(outcome.n);
      mistakes.push_back(outcome.test / 2.);
      trials.push_back(outcome.n_test / 2.);
    }
  unsigned int sizes = 0;
  for (const Pooled &size : method.sizes)
    sizes += size.n >= smallest && size.test_error > 0. ? 1 : 0;
  if (sizes < 2)
    return std::nullopt;
  return fit_counts(n, mistakes, trials);
}

/// The power of the pooled errors that are not zero; none if there are fewer than three.
std::optional<LineFit> fit_pooled(const Method &method) {
  std::vector<double> n, error;
  for (const Pooled &size : method.sizes)
    if (size.test_error > 0.) {
      n.push_back(size.n);
      error.push_back(size.test_error);
    }
  if (n.size() < 3)
    return std::nullopt;
  return fit_power(n, error);
}

void write_counts(const StudyResults &results, const std::vector<Method> &methods) {
  ResultTable counts(
      {"method", "n", "set", "loss", "training mistakes", "test mistakes", "test points"});
  for (const Method &method : methods) {
    unsigned int set = 0;
    double n = 0.;
    for (const Outcome &outcome : method.outcomes) {
      set = outcome.n == n ? set + 1 : 1;
      n = outcome.n;
      counts.add_row({method.name, n, double(set), outcome.loss, outcome.training, outcome.test,
                      outcome.n_test});
    }
  }
  counts.write_csv(results.folder() + "/counts.csv");
}

void write_table(const StudyResults &results, const std::vector<Method> &methods,
                 std::ostream &out) {
  ResultTable table({"method", "n", "sets", "training loss", "training error", "test error",
                     "least", "largest", "sets without mistakes", "bound if none"});
  for (const Method &method : methods)
    for (const Pooled &size : method.sizes)
      table.add_row({method.name, size.n, double(size.sets), size.loss, size.training_error,
                     size.test_error, size.least, size.largest, double(size.sets_without_mistakes),
                     size.test_error > 0. ? ResultTable::Entry("-")
                                          : ResultTable::Entry(size.upper_bound())});
  table.write_csv(results.folder() + "/table.csv");
  table.print(out);
}

template <typename Fit>
void add_entries(std::vector<ResultTable::Entry> &row, const std::optional<Fit> &fit, double power,
                 double half_width) {
  row.push_back(fit ? ResultTable::Entry(power) : ResultTable::Entry("none"));
  row.push_back(fit ? ResultTable::Entry(half_width) : ResultTable::Entry("none"));
}

void write_powers(const StudyResults &results, const std::vector<Method> &methods,
                  std::ostream &out) {
  const std::string from = "from n = " + std::to_string(large_n);
  ResultTable powers({"method", "power of the mistakes", "+-", "scatter", from, "+- ",
                      "power of the pooled errors", "+-  ", "sizes without mistakes",
                      "networks without mistakes", "networks"});
  for (const Method &method : methods) {
    const std::optional<CountFit> all = fit_mistakes(method, 0.),
                                  large = fit_mistakes(method, large_n);
    const std::optional<LineFit> line = fit_pooled(method);
    double sizes = 0., networks = 0.;
    for (const Pooled &size : method.sizes) {
      sizes += size.test_error > 0. ? 0. : 1.;
      networks += double(size.sets_without_mistakes);
    }
    std::vector<ResultTable::Entry> row{method.name};
    add_entries(row, all, all ? all->power : 0., all ? all->power_half_width : 0.);
    row.push_back(all ? ResultTable::Entry(all->scatter) : ResultTable::Entry("none"));
    add_entries(row, large, large ? large->power : 0., large ? large->power_half_width : 0.);
    add_entries(row, line, line ? line->slope : 0., line ? line->slope_half_width : 0.);
    row.insert(row.end(), {sizes, networks, double(method.outcomes.size())});
    powers.add_row(row);
  }
  powers.write_csv(results.folder() + "/powers.csv");
  powers.print(out);
}

} // namespace

void report(const StudyResults &results, std::ostream &out) {
  const std::vector<Method> methods{
      read_method(results, "density", density_name),
      read_method(results, "gradient descent", descent_name),
      read_method(results, "Adam", [](unsigned int n, unsigned int set) {
        return adam_name + '/' + adam_folder(n, set);
      })};
  write_counts(results, methods);
  write_table(results, methods, out);
  out << '\n';
  write_powers(results, methods, out);
}

} // namespace generalization
