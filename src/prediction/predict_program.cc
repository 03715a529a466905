// SPDX-License-Identifier: Apache-2.0
#include "prediction/predict_program.h"

#include "base/threads.h"
#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "prediction/finished_run.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "tools/tool_frame.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

struct PredictOptions {
  std::string run, points, output;
  unsigned int threads = 0;
  bool overwrite = false;
};

void declare_options(CLI::App &app, PredictOptions &options) {
  app.add_option("RUN", options.run, "Folder of a finished run, of densities or a finite network")
      ->required()
      ->type_name("");
  app.add_option("POINTS", options.points,
                 "csv file with a column for each input, called as in the training data")
      ->required()
      ->type_name("");
  app.add_option("--output", options.output,
                 "csv file to write, with all columns of POINTS and the column prediction")
      ->required()
      ->type_name("FILE");
  add_threads_option(app, options.threads);
  app.add_flag("--overwrite", options.overwrite, "Replace FILE if it exists");
}

/// All rows of a csv file, with the inputs among them.
struct PointTable {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> rows;
  std::vector<double> inputs; ///< [row][input]
};

PointTable read_points(const std::string &path, const std::vector<std::string> &input_names) {
  CsvReader reader(path, "the first line has to name the columns, among them the inputs");
  PointTable table;
  table.names = reader.names();
  std::vector<std::size_t> places;
  for (const std::string &name : input_names) {
    const auto place = std::find(table.names.begin(), table.names.end(), name);
    if (place == table.names.end())
      reader.fail(reader.quoted_line() + " has no column " + quoted_text(name) +
                  ", an input of the run; name it so in the first line");
    places.push_back(std::size_t(place - table.names.begin()));
  }
  if (std::find(table.names.begin(), table.names.end(), "prediction") != table.names.end())
    reader.fail("there is a column 'prediction' already; rename it");
  while (reader.next()) {
    for (const std::size_t place : places) {
      table.inputs.push_back(reader.number(place));
      if (!std::isfinite(table.inputs.back()))
        reader.fail(place, "this is not a finite number");
    }
    table.rows.emplace_back();
    for (std::size_t k = 0; k < table.names.size(); ++k)
      table.rows.back().push_back(reader.text(k));
  }
  if (table.rows.empty())
    throw InputError(path + ": there is no point after the first line; add one a line");
  return table;
}

void write_predictions_of(const PointTable &table, const std::vector<double> &predictions,
                          const std::string &path) {
  const std::string unfinished = path + ".part0";
  std::vector<std::string> names = table.names;
  names.emplace_back("prediction");
  try {
    CsvWriter file(unfinished, names);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      for (const std::string &text : table.rows[i])
        file.add(text);
      file.add(predictions[i]).end_row();
    }
    file.close();
    take_name(unfinished, path);
  } catch (const RunError &) {
    std::error_code ignored; // what is wrong is said
    fs::remove(unfinished, ignored);
    throw;
  }
}

void predict_points(const PredictOptions &options) {
  set_number_of_threads(options.threads, 1);
  if (fs::exists(options.output) && !options.overwrite)
    throw InputError("--output = " + quoted_text(options.output) +
                     ": the file exists; choose another name, or replace it with --overwrite");
  warn_of_killed_run("rhoflow-predict", options.run);
  const FinishedRun run = read_finished_run(options.run);
  const PointTable table = read_points(options.points, run.input_names);
  write_predictions_of(table, run.predict_in_user_units(table.inputs), options.output);
}

} // namespace

int run_predict_program(int argc, char **argv) {
  PredictOptions options;
  return run_tool(
      argc, argv,
      {"rhoflow-predict", "Writes the predictions of a finished run at the points of a csv file.",
       [&](CLI::App &app) { declare_options(app, options); }, [&] { predict_points(options); }});
}

} // namespace rhoflow
