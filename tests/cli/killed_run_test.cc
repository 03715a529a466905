// SPDX-License-Identifier: Apache-2.0
// A run that was killed says so to whoever looks at it, and when it goes on.
#include "../expect_error.h"
#include "run_command.h"

#include "paths.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;

class KilledRun : public testing::TestWithParam<std::string> {
protected:
  void SetUp() override {
    folder_.write("problem.prm", small_problem());
    folder_.write("points.csv", "x0\n0\n0.5\n");
    folder_.write("kill.sh",
                  R"($1 problem.prm --output out --quiet --set 'Time/End time=100000' \
   --set 'Output/Checkpoint=every output' --set Output/Fields=false &
pid=$!
until grep -qs '^t = 0.2 ' out/run.log; do sleep 0.02; done
kill -KILL $pid
wait $pid
true
)");
    run_command(folder_, "sh", "kill.sh " + program_path(GetParam()));
  }
  nlohmann::json end() const { return nlohmann::json::parse(folder_.read("out/run.json"))["end"]; }
  const TemporaryFolder folder_;
};

TEST_P(KilledRun, IsKnownToWhoeverReadsIt) {
  ASSERT_EQ(end()["status"], "running");
  const CommandResult predicted =
      run_command(folder_, predict_program, "out points.csv --output predicted.csv");
  EXPECT_EQ(predicted.status, 0) << predicted.error;
  expect_contains(predicted.error, "rhoflow-predict: warning: out: the run was killed at t = ");
  EXPECT_EQ(predicted.error_lines(), 1u) << predicted.error;
  EXPECT_EQ(end()["status"], "running") << "who only reads changes nothing";
}

TEST_P(KilledRun, SaysSoWhenItGoesOn) {
  const std::string time = folder_.read("out/statistics.csv");
  const CommandResult resumed =
      run_command(folder_, program_path(GetParam()),
                  "problem.prm --output out --resume --set Output/Fields=false --set "
                  "'Time/End time=100000' --set 'Output/Checkpoint=none' --set 'Network/Beta=7'");
  EXPECT_EQ(resumed.status, 2) << "another problem";
  // A shorter end than that of the checkpoint is refused, so it is taken from there.
  const auto rows = numbers_of(time.substr(0, time.rfind('\n') + 1));
  const std::string later = std::to_string(rows.back()[1] + 0.5);
  const CommandResult goes_on = run_command(
      folder_, program_path(GetParam()),
      "problem.prm --output out --resume --set Output/Fields=false --set 'Time/End time=" + later +
          "'");
  ASSERT_EQ(goes_on.status, 0) << goes_on.error;
  expect_contains(goes_on.output, "the run was killed at t = ");
  expect_contains(goes_on.output, " or later; it goes on from t = ");
  expect_contains(folder_.read("out/run.log"), "the run was killed at t = ");
  EXPECT_EQ(end()["status"], "done");
  const CommandResult predicted =
      run_command(folder_, predict_program, "out points.csv --output predicted.csv");
  EXPECT_EQ(predicted.error, "");
}

INSTANTIATE_TEST_SUITE_P(, KilledRun, testing::Values("rhoflow", "rhoflow_particles"),
                         [](const auto &instance) { return instance.param; });

/// A run in `out` whose record looks as if its process had been killed at the end.
void leave_killed_run(const TemporaryFolder &folder) {
  folder.write("problem.prm", small_problem());
  ASSERT_EQ(run_command(folder, rhoflow_program, "problem.prm --output out --quiet").status, 0);
  std::string record = folder.read("out/run.json");
  const std::string done = "\"done\"";
  folder.write("out/run.json", record.replace(record.find(done), done.size(), "\"running\""));
}

TEST(KilledRunOfDensities, IsKnownToComparisons) {
  const TemporaryFolder folder;
  ASSERT_NO_FATAL_FAILURE(leave_killed_run(folder));
  const CommandResult compared =
      run_command(folder, compare_program, "out out --no-pictures --no-transport");
  EXPECT_EQ(compared.status, 0) << compared.error;
  expect_contains(compared.error, "rhoflow-compare: warning: out: the run was killed at t = 0.3");
}

TEST(KilledRunOfDensities, IsCorrectedByAProgramThatTakesTheFolder) {
  const TemporaryFolder folder;
  ASSERT_NO_FATAL_FAILURE(leave_killed_run(folder));
  // The search for a resolution takes the folder; no trial run can be made of this problem.
  const CommandResult search =
      run_command(folder, rhoflow_program,
                  "problem.prm --output out --set Accuracy/Loss=1e-2 --set Network/Alpha=1e8");
  EXPECT_EQ(search.status, 1) << search.error;
  const auto end = nlohmann::json::parse(folder.read("out/run.json"))["end"];
  EXPECT_EQ(end["status"], "killed");
  EXPECT_EQ(end["message"], "the run was killed at t = 0.3 or later");
}

} // namespace
