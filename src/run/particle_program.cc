#include "run/particle_program.h"

#include "base/kernels/instruction_set.h"
#include "base/threads.h"
#include "data/predictions_file.h"
#include "run/particle_setup.h"
#include "run/particle_simulation.h"
#include "run/program_frame.h"
#include "run/result_folder.h"
#include "run/resume.h"

#include <filesystem>
#include <iostream>
#include <optional>

namespace rhoflow {

namespace {

const ProgramTitle title{"rhoflow-particles",
                         "Trains a residual network of finitely many neurons, with the same "
                         "parameter files as the programs for densities."};

void describe_run(RunRecord &record, const ParticleRunSize &size, const DataSet &data) {
  record.set_threads(number_of_threads());
  record.set_kernels(kernel_instruction_set(), kernel_vector_width_bits());
  record.set_size("samples", data.size());
  record.set_size("inputs", data.dimension);
  record.set_size("layers", size.layers);
  record.set_size("neurons", size.neurons);
  record.set_size("head_neurons", size.head_neurons);
  record.set_size("weights", size.weights);
  record.set_size("estimated_memory", size.memory);
}

void write_test_predictions(const std::string &folder, const DataSet &samples,
                            const ParticleTraining &training) {
  if (samples.size() > 0)
    write_predictions(folder + "/test_predictions.csv", samples,
                      training.network().predict(training.particles(), training.particles().values,
                                                 samples.inputs));
}

void train(const CommandLine &command_line, const Parameters &parameters, const ParameterFile &file,
           const DataSet &data, const DataSet &test_samples) {
  const std::string folder = result_folder_of(command_line, title);
  std::optional<ParticleCheckpoint> checkpoint;
  if (command_line.resume)
    checkpoint = find_particle_checkpoint(folder, file, data, parameters.time.end_time);
  const ParticleRunSize size = estimate_particle_size(parameters, data);
  ParticleTraining training = make_training(parameters, data);
  RunRecord record(title.name);
  describe_run(record, size, data);
  prepare_result_folder(folder, command_line.resume);
  file.write(folder + "/parameters.prm");
  record.write(folder + "/run.json");
  Progress progress(std::cout, standard_output_is_terminal(), command_line.quiet);
  try {
    ParticleSimulation simulation(parameters, std::move(training), folder, progress, record,
                                  parameter_lines(file));
    if (checkpoint)
      simulation.resume(*checkpoint);
    simulation.run();
    progress.finish();
    write_test_predictions(folder, test_samples, simulation.training());
  } catch (const std::exception &error) {
    progress.finish();
    record.set_end(ExitStatus::run_failed, error.what());
    record.write(folder + "/run.json");
    throw;
  }
  record.set_end(ExitStatus::done);
  record.write(folder + "/run.json");
  if (!command_line.quiet)
    std::cout << "results in " << folder << '\n';
}

} // namespace

ExitStatus run_particle_training(const CommandLine &command_line,
                                 const Communicator &communicator) {
  if (communicator.size() > 1)
    throw InputError("mpirun: " + std::to_string(communicator.size()) +
                     " processes; this program takes one, use --threads");
  Parameters parameters;
  const auto file = read_parameters(command_line, parameters);
  if (command_line.print_parameters) {
    file->print(std::cout);
    return ExitStatus::done;
  }
  set_number_of_threads(command_line.threads);
  const std::string directory =
      std::filesystem::path(command_line.parameter_file).parent_path().string();
  const DataSet data = make_data_set(parameters.data, directory);
  const DataSet test_samples = make_test_set(parameters.data, directory);
  parameters.check_particles(data.dimension);
  if (command_line.validate) {
    if (!command_line.quiet)
      std::cout << "input is valid\nsamples             " << data.size() << " with "
                << data.dimension << " input(s)\n"
                << describe_particle_size(estimate_particle_size(parameters, data));
    return ExitStatus::done;
  }
  train(command_line, parameters, *file, data, test_samples);
  return ExitStatus::done;
}

int run_particle_program(int argc, char **argv) {
  return run_in_frame(argc, argv, title, run_particle_training);
}

} // namespace rhoflow
