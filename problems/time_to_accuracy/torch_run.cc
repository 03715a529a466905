// SPDX-License-Identifier: Apache-2.0
#include "torch_run.h"

#include "base/threads.h"
#include "csv/csv_writer.h"
#include "csv/number_table.h"
#include "observers/run_record.h"
#include "study/torch_script.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

namespace time_to_accuracy {

namespace {

using namespace rhoflow;

constexpr unsigned int few_steps = 2;
constexpr unsigned int n_torch_repeats = 3; ///< odd, for the median

/// The samples as train_torch.py reads them.
void write_samples(const std::string &predictions, const std::string &path) {
  const NumberTable table = read_number_table(predictions);
  const std::vector<double> x = table.column(predictions, "x0"), y = table.column(predictions, "y");
  CsvWriter file(path, {"x0", "y"});
  for (std::size_t i = 0; i < x.size(); ++i)
    file.add_row({x[i], y[i]});
  file.close();
}

double training_seconds(const std::string &folder, unsigned int neurons, unsigned int steps) {
  const std::string n = std::to_string(neurons), last = std::to_string(steps);
  const auto start = std::chrono::steady_clock::now();
  TorchScript().run({"--data", folder + "/samples.csv", "--output", folder + "/torch.h5",
                     "--layers", std::to_string(descent_layers), "--neurons", n, "--rate",
                     std::to_string(5. / descent_steps), "--steps", last, "--every", last});
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

ProgramAction torch_run(unsigned int neurons, const std::string &samples) {
  return [neurons, samples](const CommandLine &command_line, const Communicator &) {
    if (command_line.validate) {
      TorchScript().check();
      return ExitStatus::done;
    }
    set_number_of_threads(command_line.threads);
    const std::string &folder = command_line.output_directory;
    std::filesystem::create_directories(folder);
    write_samples(folder + "/../" + samples + "/predictions.csv", folder + "/samples.csv");
    RunRecord record("train_torch.py");
    // Python needs seconds to start, and not always as many: enough steps to stand out.
    const unsigned int many_steps = std::clamp(1000000u / neurons, 50u, 2000u);
    training_seconds(folder, neurons, few_steps); // brings the libraries into memory
    std::array<double, n_torch_repeats> seconds_per_step;
    for (double &seconds : seconds_per_step) {
      const double few = training_seconds(folder, neurons, few_steps),
                   many = training_seconds(folder, neurons, many_steps);
      seconds = (many - few) / (many_steps - few_steps);
    }
    std::sort(seconds_per_step.begin(), seconds_per_step.end());
    std::filesystem::remove(folder + "/torch.h5");
    CsvWriter result(folder + "/torch.csv", {"neurons", "seconds_per_step"});
    result.add_row({double(neurons), seconds_per_step[n_torch_repeats / 2]});
    result.close();
    record.set_end(ExitStatus::done);
    record.write(folder + "/run.json");
    return ExitStatus::done;
  };
}

} // namespace time_to_accuracy
