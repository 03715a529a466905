// SPDX-License-Identifier: Apache-2.0
#include "study/sweep_program.h"

#include "run/particle_program.h"
#include "run/point_program.h"
#include "run/program.h"
#include "study/study.h"
#include "study/sweep_report.h"

#include <filesystem>

namespace rhoflow {

namespace {

/// A program that makes one run of a sweep.
struct SingleProgram {
  ProgramTitle title;
  ProgramAction run;
};

SweepPlan make_plan(const std::vector<std::string> &options) {
  SweepPlan plan;
  for (const std::string &option : options) {
    plan.axes.push_back(parse_sweep_axis(option));
    const std::string &key = plan.axes.back().key;
    for (std::size_t k = 0; k + 1 < plan.axes.size(); ++k)
      if (plan.axes[k].key == key)
        throw InputError("--sweep: " + key +
                         ": is swept twice; give all its values behind one --sweep");
  }
  plan.combinations = sweep_combinations(plan.axes);
  return plan;
}

std::vector<StudyRun> make_runs(const SweepPlan &plan, const ProgramAction &action) {
  const std::vector<std::string> names = sweep_run_names(plan.axes, plan.combinations);
  std::vector<StudyRun> runs;
  for (std::size_t i = 0; i < names.size(); ++i) {
    StudyRun run{names[i], {}, action};
    for (std::size_t k = 0; k < plan.axes.size(); ++k)
      run.settings.push_back(plan.axes[k].key + '=' + plan.combinations[i][k]);
    runs.push_back(run);
  }
  return runs;
}

/// @p problem as one of the sweep: where it comes from, and which values it concerns.
std::string problem_of_sweep(std::string problem, const SweepPlan &plan,
                             const std::vector<std::string> &values) {
  const std::string source = "--set: ";
  if (problem.compare(0, source.size(), source) == 0)
    problem.erase(0, source.size());
  std::string settings;
  for (std::size_t k = 0; k < plan.axes.size(); ++k) {
    const std::string start = plan.axes[k].key + " = ";
    if (problem.compare(0, start.size(), start) == 0)
      return "--sweep: " + problem;
    settings += (k == 0 ? "" : ", ") + start + values[k];
  }
  return "--sweep: with " + settings + ": " + problem;
}

/// The files with data that @p command_line names; their content decides what a run computes.
std::vector<std::string> data_files(const CommandLine &command_line) {
  Parameters parameters;
  const auto file = read_parameters(command_line, parameters);
  const std::filesystem::path folder =
      std::filesystem::path(command_line.parameter_file).parent_path();
  std::vector<std::string> files;
  for (const std::string &name : {parameters.data.file, parameters.data.test_file})
    if (!name.empty())
      files.push_back((folder / name).string());
  return files;
}

/// Checks the input of every run, and finds out on which files it depends.
/// @throws InputError naming the values that are refused
void check_runs(const SweepPlan &plan, const CommandLine &command_line,
                const Communicator &communicator, std::vector<StudyRun> &runs) {
  Parameters base;
  read_parameters(command_line, base); // what is wrong without the sweep is no matter of it
  for (std::size_t i = 0; i < runs.size(); ++i) {
    CommandLine own = command_line;
    own.settings.insert(own.settings.end(), runs[i].settings.begin(), runs[i].settings.end());
    own.validate = own.quiet = true;
    try {
      runs[i].action(own, communicator);
      runs[i].scripts = data_files(own);
    } catch (const InputError &error) {
      throw InputError(problem_of_sweep(error.what(), plan, plan.combinations[i]));
    }
  }
}

bool wants_pictures(const CommandLine &command_line) {
  Parameters parameters;
  read_parameters(command_line, parameters);
  return parameters.output.pictures;
}

ExitStatus sweep(const SingleProgram &program, CommandLine command_line,
                 const Communicator &communicator) {
  if (command_line.print_parameters)
    return program.run(command_line, communicator);
  const SweepPlan plan = make_plan(command_line.sweeps);
  StudyDescription study{
      program.title.name + " --sweep", program.title.summary, {}, make_runs(plan, program.run)};
  check_runs(plan, command_line, communicator, study.runs);
  ProgramTitle title = program.title;
  title.folder_suffix += "_sweep";
  command_line.output_directory = result_folder_of(command_line, title);
  study.kind = "sweep";
  study.files = sweep_files();
  study.goes_on_after_failures = true;
  study.begin = [&](const StudyResults &results) {
    write_sweep_description(program.title.name, plan, results);
  };
  study.evaluate = [&](const StudyResults &results, std::ostream &out) {
    report_sweep(plan, results, out);
  };
  study.draw = [&](const std::string &folder) {
    return wants_pictures(command_line) ? draw_sweep(folder) : std::string();
  };
  return perform_study(study, command_line, communicator);
}

/// What @p program does with --sweep.
ProgramAction sweep_of(const SingleProgram &program) {
  return [program](const CommandLine &command_line, const Communicator &communicator) {
    return sweep(program, command_line, communicator);
  };
}

} // namespace

int run_rhoflow(int argc, char **argv) {
  const ProgramDescription &description = general_program();
  return run_general_program(
      argc, argv,
      sweep_of({{description.name, description.summary},
                [&](const CommandLine &command_line, const Communicator &communicator) {
                  return run_density_flow(description, command_line, communicator);
                }}));
}

int run_rhoflow_particles(int argc, char **argv) {
  return run_particle_program(argc, argv, sweep_of({particle_program(), run_particle_training}));
}

int run_rhoflow_points(int argc, char **argv) {
  return run_point_program(argc, argv, sweep_of({point_program(), run_point_training}));
}

} // namespace rhoflow
