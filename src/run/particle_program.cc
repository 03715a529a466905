// SPDX-License-Identifier: Apache-2.0
#include "run/particle_program.h"

#include "base/kernels/instruction_set.h"
#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "run/particle_observers.h"
#include "run/particle_setup.h"
#include "run/program_frame.h"
#include "run/resume.h"
#include "run/training_program.h"
#include "run/training_run.h"

#include <optional>

namespace rhoflow {

namespace {

const ProgramTitle title{"rhoflow-particles",
                         "Trains a residual network of finitely many neurons, with the same "
                         "parameter files as the programs for densities.",
                         "", "_particles"};

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

void train(const CommandLine &command_line, const Parameters &parameters, const ParameterFile &file,
           const RunData &run_data) {
  const DataSet &data = run_data.training;
  const std::string folder = result_folder_of(command_line, title);
  std::optional<FoundCheckpoint<ParticleCheckpoint>> checkpoint;
  if (command_line.resume)
    checkpoint = find_particle_checkpoint(folder, file, data, parameters.time);
  ParticleTraining training = make_training(parameters, data);
  RunRecord record(title.name);
  describe_run(record, estimate_particle_size(parameters, data), data);

  PlannedRun plan{training,
                  command_line,
                  parameters,
                  file,
                  folder,
                  title.name,
                  particle_result_files(),
                  run_data,
                  {}};
  plan.make_observers = [&](const RunContext &run, ObserverList &observers) {
    make_particle_observers(run, training, observers);
  };
  if (checkpoint) {
    plan.checkpoint = &checkpoint->content;
    plan.skipped_checkpoint = checkpoint->skipped;
    plan.restore = [&] {
      const std::string &path = checkpoint->path;
      const TrainingProgress &snapshot = checkpoint->content.training;
      if (snapshot.first_features.size() != training.state().trajectory.features.size())
        throw InputError(path + ": the features do not fit the layers; start the run anew without "
                                "--resume");
      training.restore(snapshot, [&](std::size_t k) {
        return read_checkpoint_ensemble(path, training.particles(), k);
      });
    };
  }
  perform_run(plan, record);
}

} // namespace

ExitStatus run_particle_training(const CommandLine &command_line,
                                 const Communicator &communicator) {
  if (communicator.size() > 1)
    throw InputError("mpirun: " + std::to_string(communicator.size()) +
                     " processes; this program takes one, use --threads");
  return run_training_program(
      command_line, communicator,
      {[](const Parameters &parameters, unsigned int dimension) {
         parameters.check_particles(dimension);
       },
       [](const Parameters &parameters, const DataSet &data) {
         return describe_particle_size(estimate_particle_size(parameters, data));
       },
       [&](const Parameters &parameters, const ParameterFile &file, const RunData &data) {
         train(command_line, parameters, file, data);
       }});
}

const ProgramTitle &particle_program() {
  return title;
}

int run_particle_program(int argc, char **argv, const ProgramAction &sweep) {
  ProgramTitle with_sweep = title;
  with_sweep.sweep = sweep;
  return run_in_frame(argc, argv, with_sweep, run_particle_training);
}

} // namespace rhoflow
