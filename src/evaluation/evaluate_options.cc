// SPDX-License-Identifier: Apache-2.0
#include "evaluation/evaluate_options.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/quoted_text.h"
#include "tools/tool_frame.h"

#include <filesystem>
#include <sstream>

namespace rhoflow {

namespace {

constexpr unsigned int most_plane_points = 2000, most_volume_points = 200;

void declare_grid_options(CommandOptions &command, EvaluateOptions &options) {
  command.add({"--plane", &options.plane, "NAMES",
               "Instead of POINTS: a grid on the plane of two weights, for example u,w"});
  command.add({"--volume", &options.volume, "NAMES",
               "Instead of POINTS: a grid on a box of three weights, for example u,w,b"});
  command.add({"--marginal", &options.marginal, "NAMES",
               "Instead of POINTS: means over boxes of one or two weights, all others integrated "
               "out, with a standard error"});
  command.add(
      {"--at", &options.fixed, "LIST",
       "Values of the other weights of a plane or volume, for example b=0.3,w_2=1; default 0"});
  command.add({"--range", &options.range, "LIST",
               "Ends of the grid, for example u=-4:4,w=-2:2; default: where the densities of the "
               "start and of the times have their mass"});
  command.add(
      {"--points", &options.grid_points, "N",
       "Points of the grid in each direction; default 129 of a plane, 65 of a volume; boxes "
       "of a marginal, default 64"});
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

void declare_options(CommandOptions &command, EvaluateOptions &options) {
  command.add({"RUN", &options.run, "", "Folder of a run of densities or points without noise",
               /*required*/ true});
  command.add({"POINTS", &options.points, "",
               "csv file with a column for each weight: u, w, b of the encoder, a, w, b of the "
               "head, with several inputs u_1, u_2 and so on; not needed with --check"});
  command.add({"--density", &options.density, "NAME",
               "head or encoder; default: the head if it is trained"});
  command.add({"--depth", &options.depth, "S", "Depth of the encoder's density, from 0 to 1"});
  command.add({"--time", &options.time, "T",
               "Training time; default: the end of the run. For image data also several, for "
               "example 0,1,5, or all: the output times of the run"});
  declare_grid_options(command, options);
  command.add({"--tolerance", &options.tolerance, "X",
               "Error of a step along a characteristic; default 1e-9"});
  command.add({"--output", &options.output, "FILE",
               "csv file to write, with all columns of POINTS and density, log_density, "
               "potential, velocity_...; default: standard output. Of a grid also a file "
               "NAME.vti for ParaView"});
  command.add_flag("--check", options.check,
                   "Print the mass of the density, which is 1, with its standard error");
  add_threads_option(command, options.threads);
  command.add_flag("--overwrite", options.overwrite, "Replace FILE if it exists");
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
