// SPDX-License-Identifier: Apache-2.0
#include "geometry/geometry_program.h"

#include "csv/csv_writer.h"
#include "geometry/density_geometry.h"
#include "results/result_folder.h"
#include "tools/tool_frame.h"

#include <cmath>
#include <iostream>

namespace rhoflow {

namespace {

struct GeometryOptions {
  GeometryRequest request;
  std::string output;
  bool quiet = false, overwrite = false;
};

void declare_options(CommandOptions &command, GeometryOptions &options) {
  command.add({"RUN", &options.request.run, "", "Folder of a run of the density solver",
               /*required*/ true});
  command.add({"OTHER", &options.request.other, "",
               "Folder of another one, or of a limit; default: the start of RUN"});
  command.add({"--output", &options.output, "DIR",
               "Folder for the table, created if missing; default RUN/geometry"});
  command.add_flag("!--no-poincare", options.request.poincare,
                   "Leave out the eigenvalues, which take most of the time");
  command.add_flag("--overwrite", options.overwrite,
                   "Replace results of other programs, and files in the way that no run recorded");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors");
}

void write_table(const std::string &path, const std::vector<DensityGeometry> &densities) {
  CsvWriter file(path,
                 {"part", "depth", "distance", "distance_error", "poincare", "poincare_error"});
  for (const DensityGeometry &density : densities) {
    file.add(density.part).add(density.depth).add(density.distance.value);
    file.add(density.distance.error).add(density.poincare.value).add(density.poincare.error);
    file.end_row();
  }
  const double missing = std::nan("");
  file.add("encoder, all depths").add(missing).add(encoder_distance(densities)).add(missing);
  file.add(missing).add(missing);
  file.end_row();
  file.close();
}

/// The exact distances of the marginals of all weights.
void write_marginals(const std::string &path, const std::vector<DensityGeometry> &densities) {
  CsvWriter file(path, {"part", "depth", "weight", "w1", "w2"});
  for (const DensityGeometry &density : densities)
    for (const MarginalDistance &distance : density.marginals) {
      file.add(density.part).add(density.depth).add(distance.weight);
      file.add(distance.w1).add(distance.w2);
      file.end_row();
    }
  file.close();
}

void print_table(const std::vector<DensityGeometry> &densities, const std::string &to) {
  for (const DensityGeometry &density : densities) {
    std::cout << density.part;
    if (density.part == "encoder")
      std::cout << " at s = " << density.depth;
    std::cout << ": distance from " << to << ' ' << density.distance.value
              << " (mesh: " << density.distance.error << ")";
    if (std::isfinite(density.poincare.value))
      std::cout << "  Poincare constant " << density.poincare.value
                << " (mesh: " << density.poincare.error << "), no log-Sobolev constant is larger";
    std::cout << '\n';
  }
  std::cout << "encoder, all depths: distance from " << to << ' ' << encoder_distance(densities)
            << '\n';
}

void measure_and_write(const GeometryOptions &options) {
  const Communicator communicator = Communicator::world();
  communicator.on_root([&] {
    for (const std::string &run : {options.request.run, options.request.other})
      if (!run.empty() && !options.quiet)
        warn_of_killed_run("rhoflow-geometry", run);
  });
  const std::vector<DensityGeometry> densities = measure_geometry(options.request, communicator);
  const std::string folder =
      options.output.empty() ? options.request.run + "/geometry" : options.output;
  const ResultFolder owned(
      folder, "rhoflow-geometry", {"geometry.csv", "marginals.csv"}, {},
      options.overwrite ? EarlierResults::overwritten : EarlierResults::replaced, communicator);
  communicator.on_root([&] {
    write_table(folder + "/geometry.csv", densities);
    write_marginals(folder + "/marginals.csv", densities);
    if (options.quiet)
      return;
    print_table(densities, options.request.other.empty() ? "the start" : options.request.other);
    std::cout << "results in " << folder << '\n';
  });
}

} // namespace

int run_geometry_program(int argc, char **argv) {
  GeometryOptions options;
  return run_tool(argc, argv,
                  {"rhoflow-geometry",
                   "Measures Wasserstein distances between the densities of runs, and their "
                   "Poincare constants.",
                   [&](CommandOptions &command) { declare_options(command, options); },
                   [&] { measure_and_write(options); },
                   /*takes_processes*/ true});
}

} // namespace rhoflow
