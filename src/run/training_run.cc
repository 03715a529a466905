#include "run/training_run.h"

#include "base/standard_output.h"
#include "observers/predictions_file.h"
#include "results/result_folder.h"
#include "run/resume.h"
#include "run/run_loop.h"

#include <iostream>
#include <optional>
#include <sstream>

namespace rhoflow {

namespace {

/// What the observers write, and what every run does.
std::vector<std::string> result_files(const PlannedRun &plan) {
  std::vector<std::string> files{"parameters.prm", "run.json", "run.log", "test_predictions.csv"};
  files.insert(files.end(), plan.files.begin(), plan.files.end());
  return files;
}

EarlierResults earlier_results(const CommandLine &command_line) {
  if (command_line.resume)
    return EarlierResults::kept;
  return command_line.overwrite ? EarlierResults::overwritten : EarlierResults::replaced;
}

void record_traffic(const Communicator &communicator, RunRecord &record) {
  const Traffic &traffic = communicator.traffic();
  record.set_size("messages", traffic.messages);
  record.set_size("message_bytes", traffic.bytes);
  record.set_size("collectives", traffic.collectives);
  record.set_size("collective_bytes", traffic.collective_bytes);
}

/// From the start or the checkpoint to the end time.
void train(const PlannedRun &plan, Progress &progress, RunRecord &record) {
  Training &training = plan.training;
  const Communicator &communicator = training.communicator();
  RunClock clock;
  StatisticsHistory history;
  RunLog log(communicator.is_root() ? plan.folder + "/run.log" : "", progress);
  ObserverList observers;
  plan.make_observers(
      {plan.parameters, plan.folder, parameter_lines(plan.file), progress, log, clock, history},
      observers);
  std::optional<unsigned int> outputs_before;
  if (plan.checkpoint != nullptr) {
    plan.restore();
    for (const auto &observer : observers)
      observer->restore(plan.checkpoint->observers, training.time());
    clock.resume(plan.checkpoint->wall_time);
    outputs_before = plan.checkpoint->n_outputs;
  }
  communicator.on_root([&] { log.open(outputs_before.has_value()); });
  if (outputs_before) {
    std::ostringstream line;
    line << "t = " << training.time() << "  resumed from the checkpoint";
    log.note(line.str());
  }
  run_loop(training, observers, plan.parameters.time, record, outputs_before);
  communicator.on_root([&] { log.close(); });
}

} // namespace

void perform_run(const PlannedRun &plan, RunRecord &record) {
  const Communicator &communicator = plan.training.communicator();
  const std::string record_path = plan.folder + "/run.json";
  const ResultFolder folder(plan.folder, plan.program, result_files(plan), {"density", "images"},
                            earlier_results(plan.command_line), communicator);
  communicator.on_root([&] {
    plan.file.write(plan.folder + "/parameters.prm");
    record.write(record_path);
  });
  outlive_readers_of_output();
  // One process speaks for all.
  const bool quiet = plan.command_line.quiet || !communicator.is_root();
  Progress progress(std::cout, standard_output_is_terminal(), quiet);
  try {
    train(plan, progress, record);
    progress.finish();
    TestResult test{plan.test_samples, {}};
    if (test.samples.size() > 0) {
      test.predictions = plan.training.predict(test.samples.inputs);
      communicator.on_root([&] {
        write_predictions(plan.folder + "/test_predictions.csv", test.samples, test.predictions);
      });
    }
    if (plan.report && !quiet)
      plan.report(test);
  } catch (const std::exception &error) {
    progress.finish();
    record_traffic(communicator, record);
    record.set_end(ExitStatus::run_failed, error.what());
    if (communicator.is_root())
      record.write_last(record_path);
    throw;
  }
  record_traffic(communicator, record);
  record.set_end(ExitStatus::done);
  communicator.on_root([&] { record.write(record_path); });
  if (!quiet)
    std::cout << "results in " << plan.folder << '\n';
}

} // namespace rhoflow
