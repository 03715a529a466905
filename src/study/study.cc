// SPDX-License-Identifier: Apache-2.0
#include "study/study.h"

#include "base/duration.h"
#include "base/wall_clock.h"
#include "pictures/plot_program.h"
#include "results/result_folder.h"
#include "run/training_run.h"
#include "study/run_request.h"
#include "study/time_left.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

/// Has the script plot.py of the study draw the pictures. @return what to say of them, or nothing
std::string draw_study(const StudyDescription &description, const std::string &folder) {
  const auto script = std::filesystem::path(description.default_file).replace_filename("plot.py");
  std::error_code ignored;
  if (!std::filesystem::exists(script, ignored))
    return {};
  return run_plot_program({"--quiet", "--script", script.string(), folder});
}

nlohmann::json run_record(const std::string &folder) {
  std::ifstream file(folder + "/run.json");
  return nlohmann::json::parse(file, nullptr, /*allow_exceptions*/ false);
}

std::size_t count_warnings(const std::string &folder) {
  std::ifstream log(folder + "/run.log");
  std::size_t count = 0;
  for (std::string line; std::getline(log, line);)
    count += line.rfind("warning", 0) == 0 ? 1 : 0;
  return count;
}

std::string describe_end(const std::string &folder, double seconds, double seconds_left) {
  char text[64];
  std::snprintf(text, sizeof text, "%.1f s", seconds);
  std::string line = text;
  if (const std::size_t warnings = count_warnings(folder); warnings > 0)
    line += ", " + std::to_string(warnings) + " warning(s) in " + folder + "/run.log";
  if (seconds_left > 0.)
    line += ", about " + duration_text(seconds_left) + " left";
  return line;
}

/// A run as it is started.
struct PlannedRun {
  CommandLine command_line;
  RunRequest request;
  bool finished = false;   ///< earlier, by the same program and asked for in the same way
  std::string reason = {}; ///< why it is repeated; empty otherwise and on all processes but one
};

/// Collective; all processes have the same plan.
std::vector<PlannedRun> plan_runs(const StudyResults &results, const CommandLine &command_line,
                                  const Communicator &communicator) {
  std::vector<PlannedRun> plan;
  for (const StudyRun &run : results.runs()) {
    CommandLine own = command_line;
    own.settings.insert(own.settings.end(), run.settings.begin(), run.settings.end());
    own.output_directory = results.run_folder(run.name);
    own.quiet = command_line.quiet || !command_line.validate; // the study speaks, not its runs
    plan.push_back({own, RunRequest(own, run.scripts)});
  }
  if (command_line.validate)
    return plan;
  std::vector<double> finished(plan.size(), 0.);
  communicator.on_root([&] {
    for (std::size_t i = 0; i < plan.size(); ++i) {
      const std::string &folder = plan[i].command_line.output_directory;
      finished[i] = plan[i].request.is_finished(folder) ? 1. : 0.;
      plan[i].reason = plan[i].request.reason_to_repeat(folder);
    }
  });
  communicator.sum(finished.data(), finished.size());
  for (std::size_t i = 0; i < plan.size(); ++i)
    plan[i].finished = finished[i] > 0.;
  return plan;
}

/// The end of the line that announces a run.
std::string history(const PlannedRun &run) {
  if (run.finished)
    return ", finished before";
  return run.reason.empty() ? "" : ", repeated: " + run.reason;
}

double effort_of(const std::vector<StudyRun> &runs, const std::vector<PlannedRun> &plan) {
  double effort = 0.;
  for (std::size_t i = 0; i < runs.size(); ++i)
    effort += plan[i].finished ? 0. : runs[i].effort;
  return effort;
}

ExitStatus run_all(const StudyDescription &description, const CommandLine &command_line,
                   const Communicator &communicator) {
  const ProgramAction density_solver = [&](const CommandLine &line, const Communicator &all) {
    return run_density_flow({description.name, description.summary, description.default_file}, line,
                            all);
  };
  if (command_line.print_parameters)
    return density_solver(command_line, communicator);
  if (command_line.resume)
    throw InputError("--resume: a study resumes by itself; start it again without the option");
  const StudyResults results(command_line.output_directory.empty() ? "output/" + description.name
                                                                   : command_line.output_directory,
                             description.runs);
  std::optional<ResultFolder> folder;
  if (!command_line.validate)
    folder.emplace(results.folder(), description.name, std::vector<std::string>{"table.csv"},
                   std::vector<std::string>{},
                   command_line.overwrite ? EarlierResults::written_over : EarlierResults::added_to,
                   communicator);
  const bool speaks = communicator.is_root() && !command_line.quiet;
  const std::vector<PlannedRun> plan = plan_runs(results, command_line, communicator);
  TimeLeft left(effort_of(description.runs, plan));
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const StudyRun &run = description.runs[i];
    const CommandLine &own = plan[i].command_line;
    if (speaks)
      std::cout << "run " << i + 1 << " of " << plan.size() << ": " << run.name << history(plan[i])
                << std::endl;
    if (plan[i].finished)
      continue;
    if (!own.validate)
      communicator.on_root([&] { plan[i].request.announce(own.output_directory); });
    const double start = wall_seconds();
    try {
      (run.action ? run.action : density_solver)(own, communicator);
    } catch (const InputError &error) {
      throw InputError("run " + run.name + ": " + error.what());
    } catch (const StopError &error) {
      throw RunError("run " + run.name + ": " + error.stop() +
                     "; the same command goes on with the study: what is finished stays, this run "
                     "starts anew");
    } catch (const RunError &error) {
      throw RunError("run " + run.name + ": " + error.what());
    }
    if (!own.validate)
      communicator.on_root([&] { plan[i].request.confirm(own.output_directory); });
    left.done(run.effort, wall_seconds() - start);
    if (speaks && !own.validate)
      std::cout << "  "
                << describe_end(own.output_directory, results.seconds(run.name), left.seconds())
                << std::endl;
  }
  if (!command_line.validate)
    communicator.on_root([&] {
      std::ostream silent(nullptr);
      description.evaluate(results, speaks ? std::cout : silent);
      if (const std::string problem = draw_study(description, results.folder());
          !problem.empty() && speaks)
        std::cout << problem << '\n';
    });
  if (speaks && !command_line.validate)
    std::cout << "results in " << results.folder() << '\n';
  return ExitStatus::done;
}

} // namespace

double StudyResults::seconds(const std::string &run) const {
  const nlohmann::json record = run_record(run_folder(run));
  if (!record.is_object() || !record.contains("end"))
    throw RunError(run_folder(run) +
                   "/run.json: cannot be read; remove the folder and start again");
  return record["end"].value("seconds", 0.);
}

int run_study(int argc, char **argv, const StudyDescription &description) {
  return run_in_frame(argc, argv, {description.name, description.summary, description.default_file},
                      [&](const CommandLine &command_line, const Communicator &communicator) {
                        return run_all(description, command_line, communicator);
                      });
}

} // namespace rhoflow
