// SPDX-License-Identifier: Apache-2.0
// A run that is told to stop writes a checkpoint, says how to go on, and goes on to the bits of a
// run that was not stopped; checkpoints are also written by time. Trial runs before a run end
// without a trace.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

namespace {

using namespace rhoflow::test;

class Stop : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    folder_.write("problem.prm", small_problem());
    folder_.write("stop.sh",
                  R"(# program signal: starts a run without end and stops it at its third output
env --default-signal $1 problem.prm --output out --set 'Time/End time=100000' --set Output/Pictures=false \
   --set Output/Fields=false > console 2> errors &
pid=$!
until grep -qs '^t = 0.2 ' out/run.log; do sleep 0.02; done
kill -$2 $pid
wait $pid
echo $? > status
)");
  }
  nlohmann::json record() const { return nlohmann::json::parse(folder_.read("out/run.json")); }
  /// The time of the checkpoint, as the message says it.
  static double time_in(const std::string &message) {
    return std::stod(message.substr(message.find("t = ") + 4));
  }
  void expect_goes_on(const std::string &program) const {
    const double stopped = time_in(record()["end"]["message"]);
    const std::string settings =
        "problem.prm --quiet --set Output/Pictures=false --set Output/Fields=false "
        "--set 'Time/End time=" +
        std::to_string(0.1 * std::ceil(10. * stopped + 1.5)) + "' ";
    ASSERT_EQ(run_command(folder_, program, settings + "--output out --resume").status, 0);
    ASSERT_EQ(run_command(folder_, program, settings + "--output whole").status, 0);
    EXPECT_EQ(without_wall_time(folder_.read("out/statistics.csv")),
              without_wall_time(folder_.read("whole/statistics.csv")));
  }
  const TemporaryFolder folder_;
};

TEST_P(Stop, LeavesACheckpointFromWhichTheRunGoesOn) {
  run_command(folder_, "sh", std::string("stop.sh ") + rhoflow_program + ' ' + GetParam());
  EXPECT_EQ(folder_.read("status"), "1\n");
  EXPECT_EQ(record()["end"]["status"], "stopped");
  const std::string errors = folder_.read("errors");
  expect_contains(errors, "stopped by SIG" + GetParam());
  expect_contains(errors, "--resume");
  EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << errors;
  expect_goes_on(rhoflow_program);
}

INSTANTIATE_TEST_SUITE_P(, Stop, testing::Values("TERM", "INT", "HUP", "USR1", "XCPU"),
                         [](const auto &instance) { return instance.param; });

using StopOne = Stop;
INSTANTIATE_TEST_SUITE_P(, StopOne, testing::Values("TERM"));

TEST_P(StopOne, StopsAFiniteNetworkToo) {
  run_command(folder_, "sh", std::string("stop.sh ") + particles_program + " TERM");
  EXPECT_EQ(record()["end"]["status"], "stopped");
  expect_goes_on(particles_program);
}

TEST_P(StopOne, EndsBeforeTheRunWithALine) {
  // Whoever opens the other end of the pipe waits until the program reads its parameters.
  folder_.write("early.sh", R"(mkfifo pipe.prm
env --default-signal $1 pipe.prm --output out 2> errors &
pid=$!
exec 3> pipe.prm
kill -TERM $pid
wait $pid
echo $? > status
)");
  run_command(folder_, "sh", std::string("early.sh ") + rhoflow_program);
  EXPECT_EQ(folder_.read("status"), "1\n");
  EXPECT_EQ(folder_.read("errors"), "rhoflow: stopped by SIGTERM; give the same command again\n");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
}

TEST_P(StopOne, AStudySaysHowItGoesOn) {
  folder_.write("study.sh", R"(env --default-signal $1 --output study --quiet \
  --set 'Weights/Outer nodes=8' --set 'Weights/Inner cells=8' --set 'Weights/Inner degree=3' \
  --set 'Weights/Half width=5' --set 'Time/End time=100000' --set 'Time/Output interval=0.1' \
  --set 'Theory/Gram matrices=false' --set 'Theory/Relative entropy=false' \
  --set Accuracy/Estimate=false > console 2> errors &
pid=$!
until grep -qs '^t = 0.2 ' study/*/run.log; do sleep 0.02; done
kill -TERM $pid
wait $pid
echo $? > status
)");
  run_command(folder_, "sh", std::string("study.sh ") + problems_folder + "/label_noise");
  EXPECT_EQ(folder_.read("status"), "1\n");
  const std::string errors = folder_.read("errors");
  expect_contains(errors, "stopped by SIGTERM");
  expect_contains(errors, "the same command goes on with the study");
  EXPECT_EQ(errors.find("--resume"), std::string::npos) << errors;
}

TEST_P(StopOne, LeavesNothingWhereNoCheckpointIsWanted) {
  std::string script = folder_.read("stop.sh");
  folder_.write("stop.sh",
                script.replace(script.find("--set"), 0, "--set Output/Checkpoint=none "));
  run_command(folder_, "sh", std::string("stop.sh ") + rhoflow_program + " TERM");
  EXPECT_EQ(folder_.read("status"), "1\n");
  expect_contains(folder_.read("errors"), "Output/Checkpoint = none");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out/checkpoint/density.h5")));
}

class StopTrials : public Stop {
protected:
  void SetUp() override {
    Stop::SetUp();
    folder_.write("trials.sh",
                  R"(# folder settings...: stops trial runs without end when the folder is taken
folder=$1
shift
env --default-signal $PROGRAM problem.prm --output $folder --set 'Time/End time=100000' \
   --set Output/Pictures=false --set Output/Fields=false "$@" > console 2> errors &
pid=$!
until grep -qs "^process $pid " $folder/.rhoflow/lock; do sleep 0.02; done
kill -$SIGNAL $pid
wait $pid
echo $? > status
)");
  }
  /// Starts a run with trials in @p out and stops it.
  void stop_trials(const std::string &out, const std::string &settings) const {
    run_command(folder_, "env",
                "PROGRAM=" + std::string(rhoflow_program) + " SIGNAL=" + GetParam() +
                    " sh trials.sh " + out + ' ' + settings);
    EXPECT_EQ(folder_.read("status"), "1\n");
    const std::string errors = folder_.read("errors");
    expect_contains(errors, "stopped by SIG" + GetParam() +
                                " during the trial runs before the start; nothing was written");
    EXPECT_EQ(std::count(errors.begin(), errors.end(), '\n'), 1) << errors;
  }
};
INSTANTIATE_TEST_SUITE_P(, StopTrials, testing::Values("TERM", "INT"),
                         [](const auto &instance) { return instance.param; });

TEST_P(StopTrials, LeavesNoFolder) {
  for (const char *settings : {"--set Accuracy/Estimate=true", "--set Accuracy/Loss=1e-3"}) {
    stop_trials("new/out", settings);
    EXPECT_FALSE(std::filesystem::exists(folder_.path("new"))) << settings;
  }
}

std::vector<std::string> sorted_lines(const std::string &text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);)
    lines.push_back(line);
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST_P(StopTrials, LeavesFormerResultsAsTheyAre) {
  using Run = std::pair<std::string, std::string>; // program, option
  for (const auto &[program, option] :
       {Run{rhoflow_program, ""}, Run{particles_program, "--overwrite"}}) {
    const std::string out = "of" + option;
    ASSERT_EQ(run_command(folder_, program,
                          "problem.prm --quiet --set Output/Pictures=false --output " + out)
                  .status,
              0);
    const std::vector<std::string> names = folder_.names_in(out);
    const std::string record = folder_.read(out + "/run.json");
    const std::vector<std::string> list = sorted_lines(folder_.read(out + "/.rhoflow/files"));
    stop_trials(out, "--set Accuracy/Estimate=true " + option);
    EXPECT_EQ(folder_.names_in(out), names);
    EXPECT_EQ(folder_.read(out + "/run.json"), record);
    EXPECT_EQ(sorted_lines(folder_.read(out + "/.rhoflow/files")), list);
  }
}

TEST_P(StopOne, TrialRunsOfSeveralProcessesEndTogether) {
  folder_.write("processes.sh", R"(# program: stops the last of two processes
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
env --default-signal mpirun --oversubscribe -np 2 $1 problem.prm --threads 1 --quiet --output out \
   --set 'Time/End time=100000' --set Accuracy/Estimate=true > console 2> errors &
pid=$!
until [ -s out/.rhoflow/lock ]; do sleep 0.02; done
set -- $(cat /proc/$pid/task/$pid/children)
kill -USR1 $2
wait $pid
echo $? > status
)");
  run_command(folder_, "sh", std::string("processes.sh ") + rhoflow_program);
  EXPECT_EQ(folder_.read("status"), "1\n");
  expect_contains(folder_.read("errors"), "rhoflow: stopped by SIGUSR1 during the trial runs");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
}

TEST_P(StopOne, CheckpointsByTimeDoNotChangeTheRun) {
  const std::string settings =
      "problem.prm --quiet --set Output/Pictures=false --set Output/Fields=false ";
  // A thousandth of a second: at every step.
  ASSERT_EQ(run_command(folder_, rhoflow_program,
                        settings + "--output out --set 'Output/Checkpoint interval=1e-5'")
                .status,
            0);
  ASSERT_EQ(run_command(folder_, rhoflow_program, settings + "--output whole").status, 0);
  EXPECT_EQ(without_wall_time(folder_.read("out/statistics.csv")),
            without_wall_time(folder_.read("whole/statistics.csv")));
  EXPECT_TRUE(std::filesystem::exists(folder_.path("out/checkpoint/density.previous.h5")));
}

} // namespace
