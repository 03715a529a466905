// SPDX-License-Identifier: Apache-2.0
#include "study/torch_timing.h"

#include "base/processor_clock.h"
#include "base/threads.h"
#include "base/wall_clock.h"
#include "csv/csv_writer.h"
#include "csv/number_table.h"
#include "observers/run_record.h"
#include "study/torch_script.h"

#include <algorithm>
#include <filesystem>

namespace rhoflow {

namespace {

constexpr unsigned int few_steps = 2;

/// The samples as train_torch.py reads them: the inputs and the label, which stand first.
void write_samples(const std::string &predictions, const std::string &path) {
  const NumberTable table = read_number_table(predictions);
  const auto label = std::find(table.names.begin(), table.names.end(), "y");
  const std::vector<std::string> names(table.names.begin(),
                                       label == table.names.end() ? label : label + 1);
  CsvWriter file(path, names);
  for (const std::vector<double> &row : table.rows)
    file.add_row({row.begin(), row.begin() + std::ptrdiff_t(names.size())});
  file.close();
}

struct Seconds {
  double wall = 0., processor = 0.;
};

Seconds train(const std::string &folder, const TorchTiming &timing, unsigned int steps) {
  const std::string last = std::to_string(steps);
  const Seconds start{wall_seconds(), processor_seconds()};
  TorchScript().run({"--data", folder + "/samples.csv", "--output", folder + "/torch.h5",
                     "--layers", std::to_string(timing.layers), "--neurons",
                     std::to_string(timing.neurons), "--rate", std::to_string(timing.rate),
                     "--steps", last, "--every", last});
  return {wall_seconds() - start.wall, processor_seconds() - start.processor};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

} // namespace

ProgramAction torch_timing(const TorchTiming &timing, const std::string &samples) {
  return [timing, samples](const CommandLine &command_line, const Communicator &) {
    if (command_line.validate) {
      TorchScript().check();
      return ExitStatus::done;
    }
    set_number_of_threads(command_line.threads);
    const std::string &folder = command_line.output_directory;
    std::filesystem::create_directories(folder);
    write_samples(folder + "/../" + samples + "/predictions.csv", folder + "/samples.csv");
    RunRecord record("train_torch.py");
    train(folder, timing, few_steps);    // brings the libraries into memory
    std::vector<double> wall, processor; // of a step
    for (unsigned int repeat = 0; repeat < timing.repeats; ++repeat) {
      // Python needs seconds to start, and not always as many: enough steps to stand out.
      const Seconds few = train(folder, timing, few_steps),
                    many = train(folder, timing, timing.steps);
      wall.push_back((many.wall - few.wall) / (timing.steps - few_steps));
      processor.push_back((many.processor - few.processor) / (timing.steps - few_steps));
    }
    std::filesystem::remove(folder + "/torch.h5");
    CsvWriter result(folder + "/torch.csv",
                     {"neurons", "seconds_per_step", "processor_seconds_per_step"});
    result.add_row({double(timing.neurons), median(wall), median(processor)});
    result.close();
    record.set_end(ExitStatus::done);
    record.write(folder + "/run.json");
    return ExitStatus::done;
  };
}

} // namespace rhoflow
