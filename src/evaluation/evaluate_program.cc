// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate_program.h"

#include "base/threads.h"
#include "csv/number_table.h"
#include "evaluation/density_grid.h"
#include "evaluation/density_results.h"
#include "evaluation/evaluate_options.h"
#include "evaluation/grid_options.h"
#include "evaluation/marginal.h"
#include "evaluation/mass_check.h"
#include "evaluation/recorded_density.h"
#include "evaluation/run_history.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "tools/point_table.h"
#include "tools/tool_frame.h"
#include "vtk/field_series.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

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

/// The output times of the run, as far as the density is known.
std::vector<double> output_times(const std::string &folder, double end_time) {
  const std::string path = folder + "/statistics.csv";
  std::vector<double> times = read_number_table(path).column(path, "time");
  times.erase(
      std::remove_if(times.begin(), times.end(), [&](double time) { return time > end_time; }),
      times.end());
  if (times.empty())
    throw InputError(path + ": there are no output times; name some, --time 0,1");
  return times;
}

/// The times that are asked for; they ascend.
std::vector<double> times_of(const EvaluateOptions &options, const RecordedDensity &density) {
  if (options.time.empty())
    return {density.end_time()};
  std::vector<double> times = options.time == "all" ? output_times(options.run, density.end_time())
                                                    : listed_numbers("--time", options.time);
  for (const double time : times)
    if (!(time >= 0. && time <= density.end_time())) {
      std::ostringstream problem;
      problem << "the run is known from t = 0 to " << density.end_time()
              << "; choose a time between them";
      refuse("--time", time, problem.str());
    }
  if (times.size() > 1 && !(options.has_grid() && options.writes_image()))
    throw InputError("--time = " + quoted_text(options.time) +
                     ": several times are a series of a grid for ParaView; choose one, or add "
                     "--plane or --volume and --output NAME.vti");
  for (std::size_t k = 1; k < times.size(); ++k)
    if (!(times[k - 1] < times[k]))
      throw InputError("--time = " + quoted_text(options.time) + ": name times that ascend");
  return times;
}

/// The intervals that are asked for, of the weights @p names.
std::vector<std::optional<WeightRange>> ranges_of(const EvaluateOptions &options,
                                                  const std::vector<std::string> &names,
                                                  const std::vector<unsigned int> &directions) {
  auto ranges = named_ranges("--range", options.range, names);
  for (unsigned int k = 0; k < names.size(); ++k)
    if (ranges[k] && std::find(directions.begin(), directions.end(), k) == directions.end())
      throw InputError("--range = " + quoted_text(options.range) + ": " + names[k] +
                       " is no direction of the grid or the boxes");
  return ranges;
}

/// The grid that is asked for, of the weights @p names.
DensityGrid grid_of(const EvaluateOptions &options, const std::vector<std::string> &names,
                    const RecordedDensity &density, const std::vector<double> &times) {
  const bool plane = !options.plane.empty();
  const std::vector<unsigned int> directions =
      plane ? named_weights("--plane", options.plane, names, 2, 2)
            : named_weights("--volume", options.volume, names, 3, 3);
  const auto values = named_values("--at", options.fixed, names);
  const auto ranges = ranges_of(options, names, directions);
  for (const unsigned int k : directions)
    if (values[k])
      throw InputError("--at = " + quoted_text(options.fixed) + ": " + names[k] +
                       " is a direction of the grid and has no single value");
  std::vector<double> fixed;
  for (const std::optional<double> &value : values)
    fixed.push_back(value.value_or(0.));
  const std::vector<WeightRange> defaults = mass_ranges(density, times);
  std::vector<WeightRange> chosen;
  for (const unsigned int k : directions)
    chosen.push_back(ranges[k].value_or(defaults[k]));
  return DensityGrid(directions, chosen, fixed, options.grid_points.value_or(plane ? 129 : 65));
}

/// Writes the density on a grid as a table, or as image data with a series if there are several
/// @p times.
void write_grid(const EvaluateOptions &options, const PointColumns &columns,
                const RecordedDensity &density, const std::vector<double> &times) {
  const DensityGrid grid = grid_of(options, columns.coordinates, density, times);
  const std::vector<double> points = grid.points();
  const auto image = [&](double time) {
    return grid.image(columns.coordinates, density_results(density, points, time));
  };
  if (!options.writes_image())
    return write_points(grid.table(columns.coordinates), columns.results,
                        density_results(density, points, times.front()), options.output);
  if (times.size() == 1)
    return write_image_grid(options.output, image(times.front()), times.front());
  const std::filesystem::path path(options.output);
  FieldSeries series(path.has_parent_path() ? path.parent_path().string() : ".");
  for (const double time : times) {
    series.write(path.stem().string(), image(time), time);
    series.finish_time();
  }
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

void write_marginal(const EvaluateOptions &options, const std::vector<std::string> &names,
                    const RecordedDensity &density, double time) {
  MarginalBoxes boxes;
  boxes.directions = named_weights("--marginal", options.marginal, names, 1, 2);
  const auto ranges = ranges_of(options, names, boxes.directions);
  const std::vector<WeightRange> defaults = mass_ranges(density, {time});
  for (const unsigned int k : boxes.directions)
    boxes.ranges.push_back(ranges[k].value_or(defaults[k]));
  boxes.n = options.grid_points.value_or(64);
  std::vector<double> values;
  for (const ShiftMean &mean : measure_marginal(density, time, boxes))
    values.insert(values.end(), {mean.value, mean.error});
  write_points(boxes.table(names), {"density", "density_error"}, values, options.output);
}

/// The file that is there afterwards: of several times the list of a series.
std::string file_of(const EvaluateOptions &options, const std::vector<double> &times) {
  return times.size() == 1
             ? options.output
             : std::filesystem::path(options.output).replace_extension(".pvd").string();
}

void evaluate(const EvaluateOptions &options) {
  check_options(options);
  set_number_of_threads(options.threads, 1);
  warn_of_killed_run("rhoflow-evaluate", options.run);
  const FlowHistory history = read_run_history(options.run);
  const bool head = asks_for_head(options, history.setting);
  const RecordedDensity density(history, head, options.depth.value_or(1.), options.tolerance);
  const std::vector<double> times = times_of(options, density);
  check_output(file_of(options, times), options.overwrite);
  const PointColumns columns = density_columns(head, history.setting.data.dimension);
  if (!options.points.empty()) {
    const PointTable table = read_points(options.points, columns);
    write_points(table, columns.results, density_results(density, table.coordinates, times.front()),
                 options.output);
  } else if (options.has_grid())
    write_grid(options, columns, density, times);
  else if (!options.marginal.empty())
    write_marginal(options, columns.coordinates, density, times.front());
  if (options.check)
    print_mass(density, times.back());
}

} // namespace

int run_evaluate_program(int argc, char **argv) {
  EvaluateOptions options;
  return run_tool(
      argc, argv,
      {"rhoflow-evaluate",
       "Writes a density of a finished run at the weights of a csv file or on a grid, with its "
       "potential and velocity.",
       [&](CommandOptions &command) { declare_options(command, options); },
       [&] { evaluate(options); }});
}

} // namespace rhoflow
