// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate_program.h"

#include "base/threads.h"
#include "evaluation/mass_check.h"
#include "evaluation/recorded_density.h"
#include "evaluation/run_history.h"
#include "network/weight_names.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "tools/point_table.h"
#include "tools/tool_frame.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <iostream>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

struct EvaluateOptions {
  std::string run, points, output, density;
  std::optional<double> depth, time;
  double tolerance = 1e-9;
  unsigned int threads = 0;
  bool check = false, overwrite = false;
};

void declare_options(CLI::App &app, EvaluateOptions &options) {
  app.add_option("RUN", options.run, "Folder of a run of densities or points without noise")
      ->required()
      ->type_name("");
  app.add_option("POINTS", options.points,
                 "csv file with a column for each weight: u, w, b of the encoder, a, w, b of the "
                 "head, with several inputs u_1, u_2 and so on; not needed with --check")
      ->type_name("");
  app.add_option("--density", options.density,
                 "head or encoder; default: the head if it is trained")
      ->type_name("NAME");
  app.add_option("--depth", options.depth, "Depth of the encoder's density, from 0 to 1")
      ->type_name("S");
  app.add_option("--time", options.time, "Training time; default: the end of the run")
      ->type_name("T");
  app.add_option("--tolerance", options.tolerance,
                 "Error of a step along a characteristic; default 1e-9")
      ->type_name("X");
  app.add_option("--output", options.output,
                 "csv file to write, with all columns of POINTS and density, log_density, "
                 "potential, velocity_...; default: standard output")
      ->type_name("FILE");
  app.add_flag("--check", options.check,
               "Print the mass of the density, which is 1, with its standard error");
  add_threads_option(app, options.threads);
  app.add_flag("--overwrite", options.overwrite, "Replace FILE if it exists");
}

/// @throws InputError "--OPTION = VALUE: PROBLEM"
[[noreturn]] void refuse(const std::string &option, double value, const std::string &problem) {
  std::ostringstream message;
  message << option << " = " << value << ": " << problem;
  throw InputError(message.str());
}

void check_options(const EvaluateOptions &options) {
  if (options.points.empty() && !options.check)
    throw InputError("POINTS is missing; name a csv file of weights, or ask for --check");
  if (!options.points.empty() && options.check && options.output.empty())
    throw InputError("--check: the table of POINTS and the mass do not go to standard output "
                     "together; add --output FILE");
  if (!(options.tolerance >= 1e-14 && options.tolerance <= 0.01))
    refuse("--tolerance", options.tolerance, "choose a number from 1e-14 to 0.01");
  if (options.depth && !(*options.depth >= 0. && *options.depth <= 1.))
    refuse("--depth", *options.depth, "choose a depth from 0 to 1");
  if (!options.density.empty() && options.density != "head" && options.density != "encoder")
    throw InputError("--density = " + quoted_text(options.density) + ": choose head or encoder");
}

/// Whether the density of the head is asked for.
bool asks_for_head(const EvaluateOptions &options, const HistorySetting &setting) {
  const bool head =
      options.density.empty() ? setting.has_trained_head() : options.density == "head";
  if (head && !setting.has_trained_head())
    throw InputError("--density = head: the head of this run is fixed and has no density; choose "
                     "encoder");
  if (head && options.depth)
    refuse("--depth", *options.depth,
           "the density of the head has no depth; leave it out, or add --density encoder");
  if (!head && !options.depth)
    throw InputError("--depth is missing; the encoder has a density at every depth from 0 to 1");
  return head;
}

double time_of(const EvaluateOptions &options, const RecordedDensity &density) {
  const double time = options.time.value_or(density.end_time());
  if (!(time >= 0. && time <= density.end_time())) {
    std::ostringstream problem;
    problem << "the run is known from t = 0 to " << density.end_time()
            << "; choose a time between them";
    refuse("--time", time, problem.str());
  }
  return time;
}

PointColumns columns_of(bool head, unsigned int n_inputs) {
  const std::vector<std::string> names = weight_names(head, n_inputs, NameStyle::indexed);
  PointColumns columns{names,
                       head ? "a weight of the head" : "a weight of the encoder",
                       {"density", "log_density", "potential"}};
  for (const std::string &name : names)
    columns.results.push_back("velocity_" + name);
  return columns;
}

/// The results at @p points as the rows of a table.
std::vector<double> evaluate_at(const RecordedDensity &density, const std::vector<double> &points,
                                double time) {
  const std::vector<double> logarithms = density.log_density(points, time);
  const RecordedDensity::Motion motion = density.motion(points, time);
  const unsigned int n = density.n_components();
  std::vector<double> values;
  for (std::size_t m = 0; m < logarithms.size(); ++m) {
    values.insert(values.end(), {std::exp(logarithms[m]), logarithms[m], motion.potential[m]});
    const auto velocity = motion.velocity.begin() + std::ptrdiff_t(m * n);
    values.insert(values.end(), velocity, velocity + n);
  }
  return values;
}

void print_mass(const RecordedDensity &density, double time) {
  const ShiftMean mass = measure_mass(density, time);
  std::ostringstream line;
  line.precision(12);
  line << "mass " << mass.value;
  line.precision(2);
  line << ", standard error " << mass.error << '\n';
  std::cout << line.str();
}

void evaluate(const EvaluateOptions &options) {
  check_options(options);
  set_number_of_threads(options.threads, 1);
  check_output(options.output, options.overwrite);
  warn_of_killed_run("rhoflow-evaluate", options.run);
  const FlowHistory history = read_run_history(options.run);
  const bool head = asks_for_head(options, history.setting);
  const RecordedDensity density(history, head, options.depth.value_or(1.), options.tolerance);
  const double time = time_of(options, density);
  if (!options.points.empty()) {
    const PointColumns columns = columns_of(head, history.setting.data.dimension);
    const PointTable table = read_points(options.points, columns);
    write_points(table, columns.results, evaluate_at(density, table.coordinates, time),
                 options.output);
  }
  if (options.check)
    print_mass(density, time);
}

} // namespace

int run_evaluate_program(int argc, char **argv) {
  EvaluateOptions options;
  return run_tool(
      argc, argv,
      {"rhoflow-evaluate",
       "Writes a density of a finished run at the weights of a csv file, with its potential and "
       "velocity.",
       [&](CLI::App &app) { declare_options(app, options); }, [&] { evaluate(options); }});
}

} // namespace rhoflow
