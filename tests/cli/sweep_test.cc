// SPDX-License-Identifier: Apache-2.0
// --sweep from outside: a run for each value, a table and pictures of them all; a value that is
// refused is refused before any run.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace rhoflow::test;

class Sweep : public testing::TestWithParam<std::string> {
protected:
  Sweep() { folder_.write("problem.prm", small_problem()); }
  CommandResult run(const std::string &arguments) const {
    return run_command(folder_, program_path(GetParam()), arguments);
  }
  /// The default folder of a sweep over problem.prm.
  static std::string default_folder() {
    return GetParam() == "rhoflow" ? "output/problem_sweep" : "output/problem_particles_sweep";
  }
  bool exists(const std::string &file) const { return std::filesystem::exists(folder_.path(file)); }
  void expect_refusal(const std::string &arguments, const std::string &part) const {
    SCOPED_TRACE(arguments);
    const CommandResult result = run(arguments);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, part);
    EXPECT_FALSE(exists("output"));
  }
  const TemporaryFolder folder_;
};

TEST_P(Sweep, MakesARunForEachValueAndATable) {
  const CommandResult first =
      run("problem.prm --sweep Network/Beta=1,3 --set Output/Pictures=false");
  ASSERT_EQ(first.status, 0) << first.error;
  expect_contains(first.output, "run 2 of 2: beta_3\n");
  expect_contains(first.output, "| Network/Beta | loss ");
  expect_contains(first.output, "results in " + default_folder());
  const std::string table = folder_.read(default_folder() + "/table.csv");
  EXPECT_EQ(table.rfind("Network/Beta,loss,loss_error,time,", 0), 0u) << table;
  const auto rows = rows_of(table);
  ASSERT_EQ(rows.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    const std::string run_folder = default_folder() + (i == 0 ? "/beta_1" : "/beta_3");
    const auto last = rows_of(folder_.read(run_folder + "/statistics.csv")).back();
    EXPECT_EQ(rows[i][0], i == 0 ? "1" : "3");
    EXPECT_EQ(rows[i][1], last[3]) << "the last loss";
    EXPECT_EQ(rows[i].back(), i == 0 ? "beta_1" : "beta_3");
    expect_contains(folder_.read(run_folder + "/parameters.prm"), "set Beta = " + rows[i][0]);
  }
  EXPECT_NE(rows[0][1], rows[1][1]);

  // A further value: what is finished stays.
  const CommandResult more =
      run("problem.prm --sweep Network/Beta=1,3,5 --set Output/Pictures=false");
  ASSERT_EQ(more.status, 0) << more.error;
  expect_contains(more.output, "beta_1, finished before\n");
  expect_contains(more.output, "beta_3, finished before\n");
  EXPECT_EQ(rows_of(folder_.read(default_folder() + "/table.csv")).size(), 3u);
}

TEST_P(Sweep, SeveralGiveAllCombinationsWithoutAFileToo) {
  const std::string settings =
      "--set Data/Samples=4 --set 'Weights/Outer nodes=6' --set 'Weights/Inner cells=8' "
      "--set 'Weights/Inner degree=3' --set 'Time/End time=0.1' --set Output/Fields=false "
      "--set 'Particles/Neurons=10' --set Output/Pictures=false --output out" +
      no_errors + theory_settings(false);
  const CommandResult result =
      run(settings + R"(--sweep Network/Beta=1,2 --sweep 'Network/Activation=tanh,logistic')");
  ASSERT_EQ(result.status, 0) << result.error;
  for (const std::string name : {"beta_1_activation_tanh", "beta_1_activation_logistic",
                                 "beta_2_activation_tanh", "beta_2_activation_logistic"})
    EXPECT_TRUE(exists("out/" + name + "/run.json")) << name;
  const auto rows = rows_of(folder_.read("out/table.csv"));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[3][0] + rows[3][1], "2logistic");
}

TEST_P(Sweep, ARefusedValueIsRefusedBeforeAnyRun) {
  expect_refusal("problem.prm --sweep Network/Beta=1,zero", "--sweep: Network/Beta = 'zero': must");
  expect_refusal("problem.prm --sweep Network/Beta=1,0", "--sweep: Network/Beta = 0: ");
  expect_refusal("problem.prm --sweep Network/Bta=1,2", "did you mean 'Beta'?");
  expect_refusal("problem.prm --sweep Network/Beta=1 --sweep Network/Beta=2", "swept twice");
  expect_refusal("problem.prm --sweep Network/Beta", "--sweep 'Section/Key=value,...'");
  expect_refusal("problem.prm --sweep Network/Beta=1,2 --resume", "a sweep resumes by itself");
  // What is wrong without the sweep is not laid at its door.
  folder_.write("problem.prm", small_problem("subsection Network\n  set Bta = 2\nend\n"));
  const CommandResult result = run("problem.prm --sweep Network/Beta=1,2");
  expect_contains(result.error, "problem.prm:");
  EXPECT_EQ(result.error.find("--sweep"), std::string::npos) << result.error;
}

TEST_P(Sweep, ValidatesAllRunsAndWritesNothing) {
  const CommandResult result = run("problem.prm --sweep Network/Beta=1,3 --validate");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "run 2 of 2: beta_3\ninput is valid");
  EXPECT_FALSE(exists("output"));
  const CommandResult quiet = run("problem.prm --sweep Network/Beta=1,3 --validate --quiet");
  EXPECT_EQ(quiet.status, 0) << quiet.error;
  EXPECT_EQ(quiet.output, "");
}

TEST_P(Sweep, ListsAreQuoted) {
  const CommandResult result =
      run(R"(problem.prm --set Output/Pictures=false --output out --quiet )"
          R"(--sweep 'Weights/Initial mean="0, 0, 0","0, 0.1, 0"')");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, "");
  expect_contains(folder_.read("out/initial_mean_0_0.1_0/parameters.prm"),
                  "set Initial mean = 0, 0.1, 0");
  expect_contains(folder_.read("out/table.csv"), "\n\"0, 0.1, 0\",");
}

TEST_P(Sweep, DataThatHaveChangedAreLearntAnew) {
  folder_.write("my.csv", "x0,y\n-1,1\n0,0\n1,1\n");
  const std::string command =
      "problem.prm --set Data/Source=csv --set Data/File=my.csv --output out "
      "--set Output/Pictures=false --sweep Network/Beta=1,2";
  ASSERT_EQ(run(command).status, 0);
  expect_contains(run(command).output, "beta_2, finished before");
  folder_.write("my.csv", "x0,y\n-1,1\n0,0\n1,2\n");
  const CommandResult again = run(command);
  EXPECT_EQ(again.output.find("finished before"), std::string::npos) << again.output;
  expect_contains(again.output, "beta_2, repeated: asked for differently before");
}

INSTANTIATE_TEST_SUITE_P(, Sweep, testing::Values("rhoflow", "rhoflow_particles"),
                         [](const auto &instance) { return instance.param; });

TEST(SweepOfDensities, DrawsItsRuns) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result = run_command(folder, rhoflow_program,
                                           "problem.prm --output out --set Output/Pictures=true "
                                           "--sweep Network/Beta=1,3");
  ASSERT_EQ(result.status, 0) << result.error;
  for (const std::string picture :
       {"out/loss.png", "out/final_loss.png", "out/beta_3/images/loss.png"})
    EXPECT_GT(folder.read(picture).size(), 1000u) << picture;
  const auto description = nlohmann::json::parse(folder.read("out/sweep.json"));
  EXPECT_EQ(description["program"], "rhoflow");
  EXPECT_EQ(description["parameters"][0]["name"], "Network/Beta");
  EXPECT_EQ(description["runs"][1]["folder"], "beta_3");
}

TEST(SweepOfDensities, ARunThatFailsKeepsNoOtherFromBeingMade) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result =
      run_command(folder, rhoflow_program, "problem.prm --output out --sweep Network/Alpha=1e8,1");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "1 of 2 runs failed, the first: run alpha_1e8: ");
  const auto rows = rows_of(folder.read("out/table.csv"));
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0][1], "nan");
  EXPECT_GT(std::stod(rows[1][1]), 0.);
}

TEST(SweepOfDensities, AProblemDriverNamesTheProgramThatDoesIt) {
  const TemporaryFolder folder;
  const CommandResult result =
      run_command(folder, program_path("sine_regression"), "--sweep Network/Beta=1,2");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, "name its parameter file to rhoflow or rhoflow-particles");
}

TEST(SweepOfDensities, SeveralProcessesDivideEveryRun) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  ASSERT_EQ(run_with(folder, 2, "problem.prm --output two --sweep Network/Beta=1,3").status, 0);
  ASSERT_EQ(run_with(folder, 1, "problem.prm --output one --sweep Network/Beta=1,3").status, 0);
  const auto two = rows_of(folder.read("two/table.csv")),
             one = rows_of(folder.read("one/table.csv"));
  ASSERT_EQ(two.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_NEAR(std::stod(two[i][1]), std::stod(one[i][1]), 1e-10);
}

} // namespace
