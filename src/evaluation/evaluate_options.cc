// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate_options.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "tools/tool_frame.h"

#include <CLI/CLI.hpp>

#include <filesystem>
#include <sstream>

namespace rhoflow {

namespace {

constexpr unsigned int most_plane_points = 2000, most_volume_points = 200;

void declare_grid_options(CLI::App &app, EvaluateOptions &options) {
  app.add_option("--plane", options.plane,
                 "Instead of POINTS: a grid on the plane of two weights, for example u,w")
      ->type_name("NAMES");
  app.add_option("--volume", options.volume,
                 "Instead of POINTS: a grid on a box of three weights, for example u,w,b")
      ->type_name("NAMES");
  app.add_option("--marginal", options.marginal,
                 "Instead of POINTS: means over boxes of one or two weights, all others integrated "
                 "out, with a standard error")
      ->type_name("NAMES");
  app.add_option(
         "--at", options.fixed,
         "Values of the other weights of a plane or volume, for example b=0.3,w_2=1; default 0")
      ->type_name("LIST");
  app.add_option("--range", options.range,
                 "Ends of the grid, for example u=-4:4,w=-2:2; default: where the densities of the "
                 "start and of the times have their mass")
      ->type_name("LIST");
  app.add_option(
         "--points", options.grid_points,
         "Points of the grid in each direction; default 129 of a plane, 65 of a volume; boxes "
         "of a marginal, default 64")
      ->type_name("N");
}

void check_table(const EvaluateOptions &options) {
  int n_tables = 0;
  for (const std::string &table : {options.points, options.plane, options.volume, options.marginal})
    n_tables += table.empty() ? 0 : 1;
  if (n_tables > 1)
    throw InputError("POINTS, --plane, --volume and --marginal are different tables; choose one");
  const unsigned int most = options.volume.empty() ? most_plane_points : most_volume_points;
  if (options.grid_points && !(*options.grid_points >= 2 && *options.grid_points <= most))
    refuse("--points", *options.grid_points, "choose a number from 2 to " + std::to_string(most));
  if (!options.fixed.empty() && !options.has_grid())
    throw InputError("--at gives weights beside a grid their values; add --plane or --volume");
  if ((!options.range.empty() || options.grid_points) && !options.has_grid() &&
      options.marginal.empty())
    throw InputError("--range and --points describe a grid or boxes; add --plane, --volume or "
                     "--marginal");
  if (options.writes_image() && !options.has_grid())
    throw InputError("--output = " + quoted_text(options.output) +
                     ": image data are of a grid; add --plane or --volume, or name a csv file");
}

} // namespace

bool EvaluateOptions::writes_image() const {
  return std::filesystem::path(output).extension() == ".vti";
}

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
  app.add_option("--time", options.time,
                 "Training time; default: the end of the run. For image data also several, for "
                 "example 0,1,5, or all: the output times of the run")
      ->type_name("T");
  declare_grid_options(app, options);
  app.add_option("--tolerance", options.tolerance,
                 "Error of a step along a characteristic; default 1e-9")
      ->type_name("X");
  app.add_option("--output", options.output,
                 "csv file to write, with all columns of POINTS and density, log_density, "
                 "potential, velocity_...; default: standard output. Of a grid also a file "
                 "NAME.vti for ParaView")
      ->type_name("FILE");
  app.add_flag("--check", options.check,
               "Print the mass of the density, which is 1, with its standard error");
  add_threads_option(app, options.threads);
  app.add_flag("--overwrite", options.overwrite, "Replace FILE if it exists");
}

void refuse(const std::string &option, double value, const std::string &problem) {
  std::ostringstream message;
  message << option << " = " << value << ": " << problem;
  throw InputError(message.str());
}

void check_options(const EvaluateOptions &options) {
  if (!options.has_table() && !options.check)
    throw InputError("POINTS is missing; name a csv file of weights, or ask for --plane, --volume, "
                     "--marginal or --check");
  if (options.has_table() && options.check && options.output.empty())
    throw InputError("--check: the table and the mass do not go to standard output together; add "
                     "--output FILE");
  if (!(options.tolerance >= 1e-14 && options.tolerance <= 0.01))
    refuse("--tolerance", options.tolerance, "choose a number from 1e-14 to 0.01");
  if (options.depth && !(*options.depth >= 0. && *options.depth <= 1.))
    refuse("--depth", *options.depth, "choose a depth from 0 to 1");
  if (!options.density.empty() && options.density != "head" && options.density != "encoder")
    throw InputError("--density = " + quoted_text(options.density) + ": choose head or encoder");
  check_table(options);
}

} // namespace rhoflow
