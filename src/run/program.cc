#include "rhoflow/run/program.h"

#include "rhoflow/base/command_line.h"
#include "rhoflow/base/exit_status.h"
#include "rhoflow/base/parameter_file.h"
#include "rhoflow/base/threads.h"
#include "rhoflow/io/predictions_file.h"
#include "rhoflow/run/result_folder.h"
#include "rhoflow/run/setup.h"
#include "rhoflow/run/simulation.h"
#include "rhoflow/transport/kernels/cell_transport.h"

#include <deal.II/base/mpi.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iostream>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// Reads file and settings into @p parameters; the returned object prints and writes them.
std::unique_ptr<ParameterFile> read_parameters(const CommandLine &command_line,
                                               Parameters &parameters) {
  auto file = std::make_unique<ParameterFile>(
      [&parameters](dealii::ParameterHandler &prm) { parameters.add_parameters(prm); });
  if (!command_line.parameter_file.empty())
    file->read(command_line.parameter_file);
  for (const std::string &setting : command_line.settings)
    file->apply_setting(setting);
  return file;
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
  const RunSize size = estimate_size(parameters, data);
  auto flow = make_flow<dim>(parameters, data, communicator);
  RunRecord record(description.name);
  double density_bytes = double(flow->memory());
  communicator.sum(&density_bytes, 1);
  describe_run(record, size, data, std::uint64_t(density_bytes), communicator);
  communicator.on_root([&] {
    prepare_result_folder(folder);
    file.write(folder + "/parameters.prm");
    record.write(folder + "/run.json");
  });

  // One process speaks for all.
  const bool quiet = command_line.quiet || !communicator.is_root();
  Progress progress(std::cout, standard_output_is_terminal(), quiet);
  try {
    Simulation<dim> simulation(parameters, std::move(flow), folder, progress, record);
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
        description.report(parameters, simulation.flow(), std::cout);
    } else if (description.report_two_inputs && !quiet) {
      description.report_two_inputs(simulation.flow(), test, std::cout);
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

/// @param program who speaks; empty: nobody
int fail(const std::string &program, const std::string &message, ExitStatus status) {
  if (!program.empty())
    std::cerr << program << ": " << message << '\n';
  return static_cast<int>(status);
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
  if (command_line.resume)
    throw InputError("--resume: this version writes no checkpoints; start the run anew without it");
  set_number_of_threads(command_line.threads, communicator.processes_on_this_machine());
  const fs::path parameter_file(command_line.parameter_file);
  const DataSet data = make_data_set(parameters.data, parameter_file.parent_path().string());
  TestResult test;
  test.samples = make_test_set(parameters.data, parameter_file.parent_path().string());
  parameters.check(data.dimension);
  check_start(parameters, data.dimension);
  if (description.check)
    description.check(parameters);
  if (command_line.validate) {
    if (communicator.is_root())
      std::cout << "input is valid\nsamples             " << data.size() << " with "
                << data.dimension << " input(s)\n"
                << describe_size(estimate_size(parameters, data));
    return ExitStatus::done;
  }
  const std::string name =
      description.default_file.empty() ? parameter_file.stem().string() : description.name;
  const std::string folder =
      command_line.output_directory.empty() ? "output/" + name : command_line.output_directory;
  if (data.dimension == 1)
    return run_dimension<2>(description, command_line, parameters, *file, data, std::move(test),
                            folder, communicator);
  if (data.dimension == 2)
    return run_dimension<3>(description, command_line, parameters, *file, data, std::move(test),
                            folder, communicator);
  throw InputError("Data: " + std::to_string(data.dimension) +
                   " inputs per sample; give one or two");
}

int run_with_command_line(int argc, char **argv, const std::string &name,
                          const std::string &summary, const std::string &default_file,
                          const ProgramAction &action) {
  try {
    const auto parsed = parse_command_line(argc, argv, name, summary, default_file);
    if (const ExitStatus *status = std::get_if<ExitStatus>(&parsed))
      return static_cast<int>(*status);
    // MPI looks at the machine's topology and would print warnings where a container hides it.
    setenv("HWLOC_HIDE_ERRORS", "2", /*overwrite*/ 0);
    const dealii::Utilities::MPI::MPI_InitFinalize mpi(argc, argv,
                                                       dealii::numbers::invalid_unsigned_int);
    const Communicator communicator = Communicator::world();
    // All processes see the same errors; one of them says so.
    const std::string speaker = communicator.is_root() ? name : "";
    try {
      ExitStatus status = ExitStatus::done;
      communicator.agree([&] { status = action(std::get<CommandLine>(parsed), communicator); });
      return static_cast<int>(status);
    } catch (const InputError &error) {
      return fail(speaker, error.what(), ExitStatus::bad_input);
    } catch (const RunError &error) {
      return fail(speaker, error.what(), ExitStatus::run_failed);
    } catch (const std::bad_alloc &) {
      return fail(speaker, "out of memory; --validate shows how much a run needs",
                  ExitStatus::run_failed);
    }
  } catch (const std::exception &error) {
    return fail(name, error.what(), ExitStatus::run_failed);
  }
}

int run_program(int argc, char **argv, const ProgramDescription &description) {
  return run_with_command_line(
      argc, argv, description.name, description.summary, description.default_file,
      [&](const CommandLine &command_line, const Communicator &communicator) {
        return run_density_flow(description, command_line, communicator);
      });
}

} // namespace rhoflow
