// SPDX-License-Identifier: Apache-2.0
// A run that is told to stop writes a checkpoint, says how to go on, and goes on to the bits of a
// run that was not stopped; checkpoints are also written by time.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

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

TEST_P(StopOne, AStudySaysHowItGoesOn) {
  folder_.write("study.sh", R"(env --default-signal $1 --output study --quiet \
  --set 'Weights/Outer nodes=8' --set 'Weights/Inner cells=8' --set 'Weights/Inner degree=3' \
  --set 'Weights/Half width=5' --set 'Time/End time=100000' --set 'Time/Output interval=0.1' \
  --set 'Theory/Gram matrices=false' --set 'Theory/Relative entropy=false' > console 2> errors &
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
