// SPDX-License-Identifier: Apache-2.0
#include "comparison/compare_program.h"

#include "base/file_announcement.h"
#include "base/threads.h"
#include "comparison/comparison.h"
#include "comparison/comparison_report.h"
#include "network/weight_names.h"
#include "pictures/plot_program.h"
#include "results/result_folder.h"
#include "tools/tool_frame.h"

#include <iostream>

namespace rhoflow {

namespace {

const char *const program_name = "rhoflow-compare";
constexpr unsigned int most_directions = 1000;

struct Options {
  std::string run;
  std::vector<std::string> others;
  std::string output;
  unsigned int directions = 32, threads = 0;
  bool pictures = true, transport = true, quiet = false, overwrite = false;
};

void declare_options(CommandOptions &command, Options &options) {
  command.add(
      {"RUN", &options.run, "", "Folder of a run of the density solver", /*required*/ true});
  command.add({"OTHER", &options.others, "",
               "Folders of other such runs or of runs on points, particle files, or folders with "
               "particles.h5",
               /*required*/ true});
  command.add({"--output", &options.output, "DIR",
               "Folder for tables and pictures, created if missing; default RUN/comparison"});
  command.add({"--directions", &options.directions, "N",
               "Directions of the sliced distance, 1 to 1000; default 32"});
  add_threads_option(command, options.threads);
  command.add_flag("!--no-transport", options.transport,
                   "Leave out the distances of whole densities, which take the longest");
  command.add_flag("!--no-pictures", options.pictures, "Write tables only");
  command.add_flag("--overwrite", options.overwrite,
                   "Replace results of other programs, and files in the way that no run recorded");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors");
}

/// Has the pictures drawn, and enters them into the list of files of the folder.
/// @return why there are none, or empty
std::string draw_pictures(const Comparison &comparison, const std::string &run,
                          const std::string &folder) {
  for (const char *name : {"loss", "loss_difference", "predictions", "prediction_differences"})
    announce_file(folder + '/' + name + ".png");
  for (const bool head : {false, true})
    for (const std::string &weight :
         weight_names(head, comparison.run().n_inputs, NameStyle::indexed))
      if (!head || comparison.run().trained_head)
        announce_file(folder + (head ? "/marginal_head_" : "/marginal_encoder_") + weight + ".png");
  return run_plot_program({"--quiet", run, "--comparison", folder});
}

void compare(const Options &options) {
  if (options.directions < 1 || options.directions > most_directions)
    throw InputError("--directions = " + std::to_string(options.directions) +
                     ": choose a number from 1 to " + std::to_string(most_directions));
  set_number_of_threads(options.threads, 1);
  if (!options.quiet) {
    warn_of_killed_run(program_name, options.run);
    for (const std::string &other : options.others)
      warn_of_killed_run(program_name, other);
  }
  Comparison comparison(load_density_run(options.run, options.directions), options.directions);
  for (const std::string &other : options.others) {
    comparison.add(load_network(other, comparison.run().time, options.directions));
    const TrainedNetwork &added = comparison.others().back();
    if (!options.quiet && !added.warning.empty())
      std::cerr << program_name << ": warning: " << added.name << ": " << added.warning << '\n';
    if (options.transport)
      comparison.measure_transport(comparison.others().size() - 1);
  }

  const std::string folder = options.output.empty() ? options.run + "/comparison" : options.output;
  const ResultFolder owned(
      folder, program_name,
      {"loss.csv", "predictions.csv", "moments.csv", "distances.csv", "scatter.csv", "chance.csv",
       "others.csv", "loss.png", "loss_difference.png", "predictions.png",
       "prediction_differences.png", "marginal_*.png"},
      {}, options.overwrite ? EarlierResults::overwritten : EarlierResults::replaced);
  write_comparison_tables(comparison, folder);
  const std::string problem =
      options.pictures ? draw_pictures(comparison, options.run, folder) : std::string();
  if (!options.quiet) {
    print_comparison(comparison, std::cout);
    if (!problem.empty())
      std::cout << '\n' << problem << '\n';
    std::cout << "\nresults in " << folder << '\n';
  }
}

} // namespace

int run_compare_program(int argc, char **argv) {
  Options options;
  return run_tool(argc, argv,
                  {program_name,
                   "Compares a run of the density solver with other trained networks: densities of "
                   "other resolution and finite networks.",
                   [&](CommandOptions &command) { declare_options(command, options); },
                   [&] { compare(options); }});
}

} // namespace rhoflow
