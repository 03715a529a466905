#include "adam_run.h"

#include "generalization_report.h"
#include "rhoflow/base/run_record.h"
#include "rhoflow/base/threads.h"
#include "rhoflow/io/predictions_file.h"
#include "rhoflow/particles/exchange/particle_import.h"
#include "rhoflow/study/torch_script.h"

#include <cmath>
#include <filesystem>
#include <iostream>
#include <sstream>

namespace generalization {

namespace {

using namespace rhoflow;

const TorchScript script(RHOFLOW_PROBLEM_DIR "/../particle_comparison/train_torch.py");

std::string text_of(double value) {
  std::ostringstream text;
  text.precision(17);
  text << value;
  return text.str();
}

void train(const std::string &folder, unsigned int n, const Parameters &parameters) {
  const double rate = parameters.particles.learning_rate;
  const std::string steps = std::to_string(std::lround(parameters.time.end_time / rate));
  std::vector<std::string> arguments{"--adam", "--rate",  text_of(rate), "--steps",
                                     steps,    "--every", steps,         "--start"};
  for (unsigned int set = 1; set <= n_sets; ++set)
    arguments.push_back(folder + "/../" + descent_name(n, set) + "/particles.h5");
  arguments.push_back("--output");
  for (unsigned int set = 1; set <= n_sets; ++set) {
    std::filesystem::create_directories(folder + '/' + adam_set(set));
    arguments.push_back(folder + '/' + adam_set(set) + "/particles.h5");
  }
  script.run(arguments);
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

ProgramAction adam_run(unsigned int n) {
  return [n](const CommandLine &command_line, const Communicator &) {
    Parameters parameters;
    read_parameters(command_line, parameters);
    if (command_line.validate) {
      script.check();
      std::cout << "input is valid\n";
      return ExitStatus::done;
    }
    set_number_of_threads(command_line.threads);
    const std::string &folder = command_line.output_directory;
    RunRecord record("train_torch.py");
    train(folder, n, parameters);
    const std::string directory =
        std::filesystem::path(command_line.parameter_file).parent_path().string();
    for (unsigned int set = 1; set <= n_sets; ++set) {
      parameters.data.seed = data_seed(n, set);
      write_results(folder + '/' + adam_set(set), make_test_set(parameters.data, directory));
    }
    record.set_end(ExitStatus::done);
    record.write(folder + "/run.json");
    return ExitStatus::done;
  };
}

} // namespace generalization
