#include "comparison/compare_program.h"

#include "base/environment_check.h"
#include "base/exit_status.h"
#include "base/launcher.h"
#include "base/standard_output.h"
#include "base/threads.h"
#include "base/version.h"
#include "comparison/comparison.h"
#include "comparison/comparison_report.h"
#include "results/result_folder.h"
#include "rhoflow/base/errors.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

namespace rhoflow {

namespace {

const char *const program_name = "rhoflow-compare";

struct Options {
  std::string run;
  std::vector<std::string> others;
  std::string output;
  unsigned int directions = 32, threads = 0;
  bool quiet = false, overwrite = false;
};

void declare_options(CLI::App &app, Options &options) {
  app.add_option("RUN", options.run, "Folder of a run of the density solver")
      ->required()
      ->type_name("");
  app.add_option("OTHER", options.others,
                 "Folders of other such runs, particle files, or folders with particles.h5")
      ->required()
      ->type_name("");
  app.add_option("--output", options.output,
                 "Folder for tables and pictures, created if missing; default RUN/comparison")
      ->type_name("DIR");
  app.add_option("--directions", options.directions,
                 "Directions of the sliced distance, 1 to 1000; default 32")
      ->check(CLI::Range(1, 1000))
      ->type_name("N");
  app.add_option("--threads", options.threads, "Number of threads; 0, the default: all cores")
      ->type_name("N");
  app.add_flag("--overwrite", options.overwrite,
               "Replace results of other programs, and files in the way that no run recorded");
  app.add_flag("--quiet", options.quiet, "Print nothing but errors");
  app.set_help_flag("--help,-h", "Print this text");
  app.set_version_flag("--version",
                       std::string(program_name) + ' ' + version() + " (" + git_revision() + ')',
                       "Print version and git revision");
}

void compare(const Options &options) {
  set_number_of_threads(options.threads, 1);
  Comparison comparison(load_density_run(options.run, options.directions), options.directions);
  for (const std::string &other : options.others)
    comparison.add(load_network(other, comparison.run().time, options.directions));

  const std::string folder = options.output.empty() ? options.run + "/comparison" : options.output;
  const ResultFolder owned(
      folder, program_name,
      {"loss.csv", "predictions.csv", "moments.csv", "distances.csv", "scatter.csv", "others.csv",
       "loss.png", "loss_difference.png", "predictions.png", "prediction_differences.png",
       "marginal_*.png"},
      {}, options.overwrite ? EarlierResults::overwritten : EarlierResults::replaced);
  write_comparison_tables(comparison, folder);
  write_comparison_pictures(comparison, folder);
  if (!options.quiet) {
    print_comparison(comparison, std::cout);
    std::cout << "\nresults in " << folder << '\n';
  }
}

int fail(std::string message, ExitStatus status) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::cerr << program_name << ": " << message << '\n';
  return static_cast<int>(status);
}

} // namespace

int run_compare_program(int argc, char **argv) {
  check_environment();
  try {
    Options options;
    CLI::App app("Compares a run of the density solver with other trained networks: densities of "
                 "other resolution and finite networks.",
                 program_name);
    app.get_formatter()->column_width(34);
    declare_options(app, options);
    try {
      app.parse(argc, argv);
    } catch (const CLI::Success &wish) { // --help or --version
      const int status = app.exit(wish, std::cout, std::cerr);
      flush_standard_output();
      return status;
    } catch (const CLI::ParseError &error) {
      return fail(std::string(error.what()) + "; see " + program_name + " --help",
                  ExitStatus::bad_input);
    }
    if (const Launch launch = find_launch(); launch.size > 1) {
      if (launch.rank > 0) // one process speaks for all
        return static_cast<int>(ExitStatus::bad_input);
      return fail("mpirun: " + std::to_string(launch.size) +
                      " processes; this program takes one, use --threads",
                  ExitStatus::bad_input);
    }
    outlive_readers_of_output();
    compare(options);
    flush_standard_output();
    return static_cast<int>(ExitStatus::done);
  } catch (const InputError &error) {
    return fail(error.what(), ExitStatus::bad_input);
  } catch (const std::bad_alloc &) {
    return fail("out of memory", ExitStatus::run_failed);
  } catch (const std::exception &error) {
    return fail(error.what(), ExitStatus::run_failed);
  }
}

} // namespace rhoflow
