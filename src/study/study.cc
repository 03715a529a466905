// SPDX-License-Identifier: Apache-2.0
#include "study/study.h"

#include "base/duration.h"
#include "base/heartbeat.h"
#include "base/wall_clock.h"
#include "observers/progress.h"
#include "pictures/plot_program.h"
#include "results/result_folder.h"
#include "run/stop_error.h"
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

/// What happens to the runs of a study, one after the other. All processes have the same.
class RunningStudy {
public:
  RunningStudy(const StudyDescription &description, const StudyResults &results,
               std::vector<PlannedRun> plan, bool speaks, const Communicator &communicator)
      : description_(description), results_(results), plan_(std::move(plan)), speaks_(speaks),
        communicator_(communicator), progress_(std::cout, standard_output_is_terminal(), !speaks),
        heartbeat_([this] { progress_.beat(); }), left_(effort_of(results.runs(), plan_)) {}

  void make_runs() {
    for (std::size_t i = 0; i < plan_.size(); ++i) {
      const std::string number =
          "run " + std::to_string(i + 1) + " of " + std::to_string(plan_.size());
      progress_.message(number + ": " + results_.runs()[i].name + history(plan_[i]));
      progress_.begin(number);
      if (!plan_[i].finished)
        make_run(results_.runs()[i], plan_[i]);
      progress_.finish();
    }
  }

  /// Tables and pictures. For one process.
  void evaluate() {
    std::ostream silent(nullptr);
    description_.evaluate(results_, speaks_ ? std::cout : silent);
    progress_.begin("drawing pictures");
    const std::string problem = description_.draw ? description_.draw(results_.folder())
                                                  : draw_study(description_, results_.folder());
    progress_.finish();
    if (!problem.empty())
      progress_.message(problem);
  }

  /// @throws RunError if runs have failed, naming the first one
  void require_success() const {
    if (!first_failure_.empty())
      throw RunError(std::to_string(n_failures_) + " of " + std::to_string(plan_.size()) +
                     " runs failed, the first: " + first_failure_);
  }

private:
  void make_run(const StudyRun &run, const PlannedRun &plan) {
    const CommandLine &own = plan.command_line;
    if (!own.validate)
      communicator_.on_root([&] { plan.request.announce(own.output_directory); });
    const double start = wall_seconds();
    try {
      if (run.action)
        run.action(own, communicator_);
      else
        run_density_flow({description_.name, description_.summary, description_.default_file}, own,
                         communicator_);
    } catch (const InputError &error) {
      throw InputError("run " + run.name + ": " + error.what());
    } catch (const StopError &error) {
      throw RunError("run " + run.name + ": " + error.stop() +
                     "; the same command goes on with the " + description_.kind +
                     ": what is finished stays, this run starts anew");
    } catch (const RunError &error) {
      take_failure("run " + run.name + ": " + error.what());
      return;
    }
    if (own.validate)
      return;
    communicator_.on_root([&] { plan.request.confirm(own.output_directory); });
    left_.done(run.effort, wall_seconds() - start);
    if (speaks_)
      progress_.message(
          "  " + describe_end(own.output_directory, results_.seconds(run.name), left_.seconds()));
  }

  void take_failure(const std::string &message) {
    if (!description_.goes_on_after_failures)
      throw RunError(message);
    if (++n_failures_ == 1)
      first_failure_ = message;
    progress_.message("  failed, see its run.json");
  }

  const StudyDescription &description_;
  const StudyResults &results_;
  std::vector<PlannedRun> plan_;
  bool speaks_;
  const Communicator &communicator_;
  Progress progress_;
  Heartbeat heartbeat_; ///< the runs are quiet
  TimeLeft left_;
  std::size_t n_failures_ = 0;
  std::string first_failure_;
};

} // namespace

double StudyResults::seconds(const std::string &run) const {
  const nlohmann::json record = run_record(run_folder(run));
  if (!record.is_object() || !record.contains("end"))
    throw RunError(run_folder(run) +
                   "/run.json: cannot be read; remove the folder and start again");
  return record["end"].value("seconds", 0.);
}

bool StudyResults::is_done(const std::string &run) const {
  const nlohmann::json record = run_record(run_folder(run));
  return record.is_object() && record.contains("end") && record["end"].is_object() &&
         record["end"].value("status", "") == "done";
}

ExitStatus perform_study(const StudyDescription &description, const CommandLine &command_line,
                         const Communicator &communicator) {
  if (command_line.resume)
    throw InputError("--resume: a " + description.kind +
                     " resumes by itself; start it again without the option");
  const StudyResults results(command_line.output_directory.empty() ? "output/" + description.name
                                                                   : command_line.output_directory,
                             description.runs);
  std::optional<ResultFolder> folder;
  if (!command_line.validate) {
    folder.emplace(results.folder(), description.name, description.files,
                   std::vector<std::string>{},
                   command_line.overwrite ? EarlierResults::written_over : EarlierResults::added_to,
                   communicator);
    if (description.begin)
      communicator.on_root([&] { description.begin(results); });
  }
  const bool speaks = communicator.is_root() && !command_line.quiet;
  RunningStudy study(description, results, plan_runs(results, command_line, communicator), speaks,
                     communicator);
  study.make_runs();
  if (command_line.validate)
    return ExitStatus::done;
  communicator.on_root([&] { study.evaluate(); });
  if (speaks)
    std::cout << "results in " << results.folder() << '\n';
  study.require_success();
  return ExitStatus::done;
}

int run_study(int argc, char **argv, const StudyDescription &description) {
  const ProgramTitle title{description.name, description.summary, description.default_file};
  return run_in_frame(
      argc, argv, title, [&](const CommandLine &command_line, const Communicator &communicator) {
        if (command_line.print_parameters)
          return run_density_flow({description.name, description.summary, description.default_file},
                                  command_line, communicator);
        return perform_study(description, command_line, communicator);
      });
}

} // namespace rhoflow
