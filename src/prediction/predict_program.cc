// SPDX-License-Identifier: Apache-2.0
#include "prediction/predict_program.h"

#include "base/threads.h"
#include "prediction/finished_run.h"
#include "tools/point_table.h"
#include "tools/tool_frame.h"

namespace rhoflow {

namespace {

struct PredictOptions {
  std::string run, points, output;
  unsigned int threads = 0;
  bool overwrite = false;
};

void declare_options(CommandOptions &command, PredictOptions &options) {
  command.add({"RUN", &options.run, "",
               "Folder of a finished run, of densities, points or a finite network",
               /*required*/ true});
  command.add({"POINTS", &options.points, "",
               "csv file with a column for each input, called as in the training data",
               /*required*/ true});
  command.add({"--output", &options.output, "FILE",
               "csv file to write, with all columns of POINTS and the column prediction; "
               "of a run on points also prediction_error, a standard error",
               /*required*/ true});
  add_threads_option(command, options.threads);
  command.add_flag("--overwrite", options.overwrite, "Replace FILE if it exists");
}

void predict_points(const PredictOptions &options) {
  set_number_of_threads(options.threads, 1);
  check_output(options.output, options.overwrite);
  warn_of_killed_run("rhoflow-predict", options.run);
  const FinishedRun run = read_finished_run(options.run);
  PointColumns columns{run.input_names, "an input of the run", {"prediction"}};
  if (run.has_errors)
    columns.results.emplace_back("prediction_error");
  const PointTable table = read_points(options.points, columns);
  const PredictedValues found = run.predict_in_user_units(table.coordinates);
  std::vector<double> values;
  for (std::size_t i = 0; i < found.values.size(); ++i) {
    values.push_back(found.values[i]);
    if (run.has_errors)
      values.push_back(found.errors[i]);
  }
  write_points(table, columns.results, values, options.output);
}

} // namespace

int run_predict_program(int argc, char **argv) {
  PredictOptions options;
  return run_tool(argc, argv,
                  {"rhoflow-predict",
                   "Writes the predictions of a finished run at the points of a csv file.",
                   [&](CommandOptions &command) { declare_options(command, options); },
                   [&] { predict_points(options); }});
}

} // namespace rhoflow
