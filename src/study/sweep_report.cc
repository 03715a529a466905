// SPDX-License-Identifier: Apache-2.0
#include "study/sweep_report.h"

#include "base/file_announcement.h"
#include "base/text_file.h"
#include "pictures/plot_program.h"
#include "study/result_table.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>

namespace rhoflow {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Columns of table.csv behind the loss and its error, as statistics.csv calls them.
const std::vector<std::string> main_columns{"time",
                                            "regularization",
                                            "objective",
                                            "dissipation",
                                            "second_moment_encoder",
                                            "second_moment_head",
                                            "r_squared",
                                            "test_loss",
                                            "test_r_squared",
                                            "entropy",
                                            "step"};

const std::vector<std::string> pictures{"loss.png", "final_loss.png"};

bool is_number(const std::string &text) {
  char *end = nullptr;
  std::strtod(text.c_str(), &end);
  return !text.empty() && end == text.c_str() + text.size();
}

/// The values of an axis as numbers where all are numbers, so that they can be drawn against.
ResultTable::Entry entry_of(const SweepAxis &axis, const std::string &value) {
  if (std::all_of(axis.values.begin(), axis.values.end(), is_number))
    return std::strtod(value.c_str(), nullptr);
  return value;
}

/// What is known of a run at its end.
struct Outcome {
  double loss = unknown, loss_error = unknown, seconds = unknown;
  std::vector<double> columns = std::vector<double>(main_columns.size(), unknown);
};

Outcome outcome_of(const StudyResults &results, const std::string &run) {
  Outcome outcome;
  if (!results.is_done(run))
    return outcome;
  const RunTable statistics = results.table(run);
  outcome.loss = statistics.last("loss");
  outcome.seconds = results.seconds(run);
  for (std::size_t k = 0; k < main_columns.size(); ++k)
    outcome.columns[k] = statistics.last(main_columns[k]);
  if (std::filesystem::exists(results.run_folder(run) + "/errors.csv"))
    outcome.loss_error = results.table(run, "errors.csv").last("loss_error");
  return outcome;
}

/// The columns of the axes, for one run.
std::vector<ResultTable::Entry> start_of_row(const SweepPlan &plan, std::size_t run) {
  std::vector<ResultTable::Entry> row;
  for (std::size_t k = 0; k < plan.axes.size(); ++k)
    row.push_back(entry_of(plan.axes[k], plan.combinations[run][k]));
  return row;
}

std::vector<std::string> keys_of(const SweepPlan &plan) {
  std::vector<std::string> keys;
  for (const SweepAxis &axis : plan.axes)
    keys.push_back(axis.key);
  return keys;
}

ResultTable full_table(const SweepPlan &plan, const StudyResults &results,
                       const std::vector<Outcome> &outcomes) {
  std::vector<std::string> names = keys_of(plan);
  names.insert(names.end(), {"loss", "loss_error"});
  names.insert(names.end(), main_columns.begin(), main_columns.end());
  names.insert(names.end(), {"seconds", "run"});
  ResultTable table(names);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    std::vector<ResultTable::Entry> row = start_of_row(plan, i);
    row.insert(row.end(), {outcomes[i].loss, outcomes[i].loss_error});
    row.insert(row.end(), outcomes[i].columns.begin(), outcomes[i].columns.end());
    row.insert(row.end(), {outcomes[i].seconds, results.runs()[i].name});
    table.add_row(row);
  }
  return table;
}

/// What people look at first; no column without a number.
ResultTable short_table(const SweepPlan &plan, const std::vector<Outcome> &outcomes) {
  std::vector<std::string> names = keys_of(plan);
  std::vector<std::function<double(const Outcome &)>> columns;
  const auto add = [&](const std::string &name,
                       const std::function<double(const Outcome &)> &value) {
    if (std::all_of(outcomes.begin(), outcomes.end(),
                    [&](const Outcome &outcome) { return std::isnan(value(outcome)); }))
      return;
    names.push_back(name);
    columns.push_back(value);
  };
  add("loss", [](const Outcome &outcome) { return outcome.loss; });
  add("loss_error", [](const Outcome &outcome) { return outcome.loss_error; });
  for (std::size_t k = 0; k < main_columns.size(); ++k)
    if (const std::string &name = main_columns[k];
        name == "r_squared" || name == "test_loss" || name == "test_r_squared")
      add(name, [k](const Outcome &outcome) { return outcome.columns[k]; });
  add("seconds", [](const Outcome &outcome) { return outcome.seconds; });
  ResultTable table(names);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    std::vector<ResultTable::Entry> row = start_of_row(plan, i);
    for (const auto &value : columns)
      row.emplace_back(value(outcomes[i]));
    table.add_row(row);
  }
  return table;
}

} // namespace

std::vector<std::string> sweep_files() {
  std::vector<std::string> files = pictures;
  files.insert(files.end(), {"table.csv", "sweep.json"});
  return files;
}

void write_sweep_description(const std::string &program, const SweepPlan &plan,
                             const StudyResults &results) {
  nlohmann::ordered_json description;
  description["schema"] = "rhoflow sweep";
  description["version"] = 1;
  description["program"] = program;
  for (const SweepAxis &axis : plan.axes)
    description["parameters"].push_back({{"name", axis.key}, {"values", axis.values}});
  for (const StudyRun &run : results.runs())
    description["runs"].push_back({{"folder", run.name}, {"settings", run.settings}});
  write_atomically(results.folder() + "/sweep.json", description.dump(2) + '\n');
}

void report_sweep(const SweepPlan &plan, const StudyResults &results, std::ostream &out) {
  std::vector<Outcome> outcomes;
  for (const StudyRun &run : results.runs())
    outcomes.push_back(outcome_of(results, run.name));
  full_table(plan, results, outcomes).write_csv(results.folder() + "/table.csv");
  short_table(plan, outcomes).print(out);
}

std::string draw_sweep(const std::string &folder) {
  for (const std::string &picture : pictures) // the command writes them
    announce_file(folder + '/' + picture);
  return run_plot_program({"--quiet", folder});
}

} // namespace rhoflow
