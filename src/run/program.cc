#include "run/program.h"

#include "base/kernels/instruction_set.h"
#include "base/threads.h"
#include "data/predictions_file.h"
#include "run/program_frame.h"
#include "run/result_folder.h"
#include "run/resume.h"
#include "run/setup.h"
#include "run/simulation.h"
#include "run/step_time.h"

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// A time with three digits and its unit.
std::string short_time(double seconds) {
  char text[32];
  if (seconds < 1.)
    std::snprintf(text, sizeof text, "%.3g ms", 1e3 * seconds);
  else
    std::snprintf(text, sizeof text, "%.3g s", seconds);
  return text;
}

/// The answer to --validate. Collective over @p communicator.
void print_size(const Parameters &parameters, const DataSet &data,
                const Communicator &communicator) {
  const double step_time = measure_step_time(parameters, data, communicator);
  if (communicator.is_root())
    std::cout << "input is valid\nsamples             " << data.size() << " with " << data.dimension
              << " input(s)\n"
              << describe_size(estimate_size(parameters, data)) << "estimated step      "
              << short_time(step_time) << '\n';
}

void describe_run(RunRecord &record, const RunSize &size, const DataSet &data,
                  std::uint64_t density_bytes, const Communicator &communicator) {
  record.set_threads(number_of_threads());
  record.set_kernels(kernel_instruction_set(), kernel_vector_width_bits());
  record.set_size("processes", communicator.size());
  record.set_size("samples", data.size());
  record.set_size("inputs", data.dimension);
  record.set_size("densities", size.densities);
  record.set_size("inner_nodes", size.inner_nodes);
  record.set_size("degrees_of_freedom", size.degrees_of_freedom);
  record.set_size("bytes_per_degree_of_freedom",
                  (density_bytes + size.degrees_of_freedom - 1) / size.degrees_of_freedom);
  record.set_size("estimated_memory", size.memory);
}

template <int dim>
ExitStatus run_dimension(const ProgramDescription &description, const CommandLine &command_line,
                         const Parameters &parameters, const ParameterFile &file,
                         const DataSet &data, TestResult test, const std::string &folder,
                         const Communicator &communicator) {
  std::optional<DensityCheckpoint> checkpoint;
  if (command_line.resume)
    checkpoint = find_checkpoint(folder, file, data, parameters.time.end_time);
  const RunSize size = estimate_size(parameters, data);
  auto flow = make_flow<dim>(parameters, data, communicator);
  RunRecord record(description.name);
  double density_bytes = double(flow->memory());
  communicator.sum(&density_bytes, 1);
  describe_run(record, size, data, std::uint64_t(density_bytes), communicator);
  communicator.on_root([&] {
    prepare_result_folder(folder, command_line.resume);
    file.write(folder + "/parameters.prm");
    record.write(folder + "/run.json");
  });

  // One process speaks for all.
  const bool quiet = command_line.quiet || !communicator.is_root();
  Progress progress(std::cout, standard_output_is_terminal(), quiet);
  try {
    Simulation<dim> simulation(parameters, std::move(flow), folder, progress, record,
                               parameter_lines(file));
    if (checkpoint)
      simulation.resume(*checkpoint);
    simulation.run();
    progress.finish();
    if (test.samples.size() > 0) {
      test.predictions = simulation.predict(test.samples.inputs);
      communicator.on_root([&] {
        write_predictions(folder + "/test_predictions.csv", test.samples, test.predictions);
      });
    }
    if constexpr (dim == 2) {
      if (description.report && !quiet)
        description.report(parameters, simulation.flow().state(), std::cout);
    } else if (description.report_two_inputs && !quiet) {
      description.report_two_inputs(simulation.flow().state(), test, std::cout);
    }
  } catch (const std::exception &error) {
    progress.finish();
    record.set_end(ExitStatus::run_failed, error.what());
    if (communicator.is_root())
      record.write(folder + "/run.json");
    throw;
  }
  record.set_end(ExitStatus::done);
  communicator.on_root([&] { record.write(folder + "/run.json"); });
  if (!quiet)
    std::cout << "results in " << folder << '\n';
  return ExitStatus::done;
}

ProgramTitle title_of(const ProgramDescription &description) {
  return {description.name, description.summary, description.default_file};
}

} // namespace

ExitStatus run_density_flow(const ProgramDescription &description, const CommandLine &command_line,
                            const Communicator &communicator) {
  Parameters parameters;
  const auto file = read_parameters(command_line, parameters);
  if (command_line.print_parameters) {
    if (communicator.is_root())
      file->print(std::cout);
    return ExitStatus::done;
  }
  set_number_of_threads(command_line.threads, communicator.processes_on_this_machine());
  const fs::path parameter_file(command_line.parameter_file);
  const DataSet data = make_data_set(parameters.data, parameter_file.parent_path().string());
  if (data.dimension > 2)
    throw InputError("Data/File = '" + parameters.data.file +
                     "': " + std::to_string(data.dimension) +
                     " inputs per sample; densities are solved for one or two, finite networks "
                     "with any number by rhoflow-particles");
  TestResult test;
  test.samples = make_test_set(parameters.data, parameter_file.parent_path().string());
  parameters.check(data.dimension);
  check_start(parameters, data.dimension);
  if (description.check)
    description.check(parameters);
  if (command_line.validate) {
    if (!command_line.quiet) // else there is nobody to time steps for
      print_size(parameters, data, communicator);
    return ExitStatus::done;
  }
  const std::string folder = result_folder_of(command_line, title_of(description));
  if (data.dimension == 1)
    return run_dimension<2>(description, command_line, parameters, *file, data, std::move(test),
                            folder, communicator);
  return run_dimension<3>(description, command_line, parameters, *file, data, std::move(test),
                          folder, communicator);
}

int run_program(int argc, char **argv, const ProgramDescription &description) {
  return run_in_frame(argc, argv, title_of(description),
                      [&](const CommandLine &command_line, const Communicator &communicator) {
                        return run_density_flow(description, command_line, communicator);
                      });
}

} // namespace rhoflow
