// SPDX-License-Identifier: Apache-2.0
// What surrounds a program: its environment, the standard output, the cores left to it.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;

/// Runs a whole line of a shell in @p folder.
CommandResult run_shell(const TemporaryFolder &folder, const std::string &line) {
  return run_command(folder, "sh", "-c \"" + line + "\"");
}

class EveryProgram : public testing::TestWithParam<std::string> {
protected:
  static std::string executable() { return program_path(GetParam()); }
  const TemporaryFolder folder_;
};

TEST_P(EveryProgram, SaysThatItsOutputIsLost) {
  for (const std::string option : {"--help", "--version", "--print-parameters"}) {
    if (GetParam() == "rhoflow_compare" && option == "--print-parameters")
      continue;
    const CommandResult result = run_shell(folder_, executable() + " " + option + " > /dev/full");
    EXPECT_EQ(result.status, 1) << option;
    expect_contains(result.error, "standard output");
    EXPECT_EQ(result.error_lines(), 1U) << result.error;
  }
}

TEST_P(EveryProgram, NamesAVariableThatTheLibraryCannotRead) {
  const CommandResult result =
      run_shell(folder_, "DEAL_II_NUM_THREADS=abc " + executable() + " --help");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, "DEAL_II_NUM_THREADS");
  EXPECT_EQ(result.error_lines(), 1U) << result.error;
  EXPECT_EQ(result.output, "");
}

INSTANTIATE_TEST_SUITE_P(, EveryProgram,
                         testing::Values("rhoflow", "rhoflow_compare", "zero_loss_sweep"),
                         [](const auto &instance) { return instance.param; });

class Environment : public testing::Test {
protected:
  void SetUp() override { folder_.write("problem.prm", small_problem()); }

  static std::string start_of_run(const std::string &name) {
    return std::string(rhoflow_program) + " problem.prm --set Output/Pictures=false --output " +
           name;
  }
  nlohmann::json record_of(const std::string &name) const {
    return nlohmann::json::parse(folder_.read(name + "/run.json"));
  }
  const TemporaryFolder folder_;
};

TEST_F(Environment, AListThatIsLostIsSaid) {
  const CommandResult result =
      run_shell(folder_, std::string(rhoflow_program) + " list > /dev/full");
  EXPECT_EQ(result.status, 1);
  expect_contains(result.error, "rhoflow list: standard output");
}

TEST_F(Environment, ARunGoesOnWhenNobodyReadsItsOutput) {
  // The reader ends at once, long before the first line.
  const CommandResult result =
      run_shell(folder_, "{ " + start_of_run("out") + "; echo status \\$? >&2; } | true");
  expect_contains(result.error, "standard output");
  expect_contains(result.error, "status 1");
  EXPECT_EQ(record_of("out")["end"]["status"], "done");
}

TEST_F(Environment, ANumberOfThreadsIsPositiveAndFitsAnInteger) {
  for (const std::string value : {"''", "-1", "0", "99999999999999999999"})
    EXPECT_EQ(
        run_shell(folder_, "DEAL_II_NUM_THREADS=" + value + ' ' + rhoflow_program + " --version")
            .status,
        2)
        << value;
  const CommandResult result =
      run_shell(folder_, "DEAL_II_NUM_THREADS=1 " + start_of_run("out") + " --quiet");
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(record_of("out")["threads"], 1);
}

TEST_F(Environment, ARunWithoutMpirunNeedsNoMpi) {
  const CommandResult result =
      run_shell(folder_, "TMPDIR=/proc " + start_of_run("out") + " --quiet");
  EXPECT_EQ(result.status, 0);
  EXPECT_EQ(result.error, "");
  EXPECT_EQ(record_of("out")["sizes"]["processes"], 1);
}

TEST_F(Environment, AForeignLauncherIsNamed) {
  for (const std::string variables :
       {"PMI_SIZE=3 PMI_RANK=1", "SLURM_STEP_NUM_TASKS=2 SLURM_PROCID=0",
        "OMPI_COMM_WORLD_SIZE=2 OMPI_COMM_WORLD_RANK=0"}) {
    const CommandResult result = run_shell(folder_, variables + ' ' + start_of_run("out"));
    EXPECT_EQ(result.status, 2) << variables;
    expect_contains(result.error, "processes, of which MPI sees 1");
    EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
  }
}

TEST_F(Environment, UsesTheCoresThatItWasGiven) {
  // The first one of those that this test has.
  const std::string core = "$(taskset -cp $$ | sed 's/.*: //; s/[,-].*//')";
  ASSERT_EQ(
      run_shell(folder_, "taskset -c " + core + ' ' + start_of_run("out") + " --quiet").status, 0);
  EXPECT_EQ(record_of("out")["threads"], 1);
}

} // namespace
