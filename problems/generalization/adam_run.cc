// SPDX-License-Identifier: Apache-2.0
#include "adam_run.h"

#include "base/threads.h"
#include "observers/predictions_file.h"
#include "observers/run_record.h"
#include "particles/exchange/particle_import.h"
#include "study/torch_script.h"

#include <cmath>
#include <filesystem>
#include <sstream>

namespace generalization {

namespace {

using namespace rhoflow;

std::string text_of(double value) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}

void train(const std::string &folder, const std::vector<AdamTraining> &networks,
           const ParticleParameters &particles, double end_time) {
  const std::string steps = std::to_string(std::lround(end_time / particles.learning_rate));
  std::vector<std::string> arguments{"--adam",  "--rate", text_of(particles.learning_rate),
                                     "--steps", steps,    "--every",
                                     steps,     "--start"};
  for (const AdamTraining &network : networks)
    arguments.push_back(folder + "/../" + network.start + "/particles.h5");
  arguments.emplace_back("--output");
  for (const AdamTraining &network : networks) {
    std::filesystem::create_directories(folder + '/' + network.folder);
    arguments.push_back(folder + '/' + network.folder + "/particles.h5");
  }
  TorchScript().run(arguments);
}

/// What the trained network of @p folder predicts for its samples and the test samples.
void write_results(const std::string &folder, const DataSet &test) {
  const ParticleReader reader(folder + "/particles.h5");
  const std::size_t last = reader.n_times() - 1;
  write_predictions(folder + "/predictions.csv",
                    {reader.header().n_inputs, reader.inputs(), reader.labels()},
                    reader.read(last).predictions);
  write_predictions(folder + "/test_predictions.csv", test,
                    import_network(reader, last).predict(test.inputs));
}

} // namespace

ProgramAction adam_run(const std::vector<AdamTraining> &networks) {
  return [networks](const CommandLine &command_line, const Communicator &) {
    Parameters parameters;
    read_parameters(command_line, parameters);
    if (command_line.validate) {
      TorchScript().check();
      return ExitStatus::done;
    }
    set_number_of_threads(command_line.threads);
    const std::string &folder = command_line.output_directory;
    RunRecord record("train_torch.py");
    train(folder, networks, parameters.particles, parameters.time.end_time);
    const std::string directory =
        std::filesystem::path(command_line.parameter_file).parent_path().string();
    for (const AdamTraining &network : networks) {
      parameters.data.seed = network.data_seed;
      write_results(folder + '/' + network.folder, make_test_set(parameters.data, directory, 2));
    }
    record.set_end(ExitStatus::done);
    record.write(folder + "/run.json");
    return ExitStatus::done;
  };
}

} // namespace generalization
