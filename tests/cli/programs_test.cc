// SPDX-License-Identifier: Apache-2.0
// Every program answers the same options, and every problem driver runs from any folder.
#include "../expect_error.h"
#include "documents.h"
#include "quick_pictures.h"
#include "run_command.h"

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;

class Program : public testing::TestWithParam<std::string> {
protected:
  static std::string executable() { return program_path(GetParam()); }
  const TemporaryFolder folder_;
};

TEST_P(Program, PrintsHelpAndVersion) {
  const CommandResult help = run_command(folder_, executable(), "--help");
  EXPECT_EQ(help.status, 0);
  for (const std::string option :
       {"--set", "--output", "--threads", "--validate", "--print-parameters", "--help", "--version",
        "--quiet", "--resume", "--overwrite"})
    expect_contains(help.output, option);
  const CommandResult version = run_command(folder_, executable(), "--version");
  EXPECT_EQ(version.status, 0);
  // The version of a release is what people cite.
  const std::string citation = content(std::string(source_folder) + "/CITATION.cff");
  const std::string key = "\nversion: ";
  const std::size_t begin = citation.find(key) + key.size();
  expect_contains(version.output,
                  ' ' + citation.substr(begin, citation.find('\n', begin) - begin) + " (");
}

TEST_P(Program, PrintsParametersThatItReadsBack) {
  const CommandResult printed = run_command(folder_, executable(), "--print-parameters");
  ASSERT_EQ(printed.status, 0) << printed.error;
  folder_.write("all.prm", printed.output);
  const CommandResult again = run_command(folder_, executable(), "all.prm --print-parameters");
  EXPECT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(again.output, printed.output);
}

INSTANTIATE_TEST_SUITE_P(, Program,
                         testing::Values("rhoflow", "rhoflow_particles", "rhoflow_points",
                                         "sine_regression", "zero_loss", "exact_solution",
                                         "own_data", "two_spirals"),
                         [](const auto &instance) { return instance.param; });

TEST(Programs, AMisspeltOptionIsAnsweredWithTheNearestOne) {
  const TemporaryFolder folder;
  const std::vector<std::vector<std::string>> cases{
      {rhoflow_program, "a.prm --thread 2", "--threads"},
      {rhoflow_program, "init --dta a.csv", "--data"},
      {particles_program, "a.prm --swep Network/Beta=1", "--sweep"},
      {compare_program, "--direction 8", "--directions"},
      {predict_program, "--ouput a.csv", "--output"},
      {evaluate_program, "out --dept 1", "--depth"},
      {stationary_program, "a.prm --valdate", "--validate"},
      {geometry_program, "out --overwite", "--overwrite"},
      {program_path("sine_regression"), "--reusme", "--resume"}};
  for (const auto &words : cases) {
    SCOPED_TRACE(words[0] + ' ' + words[1]);
    const CommandResult result = run_command(folder, words[0], words[1]);
    EXPECT_EQ(result.status, 2);
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, ": there is no such option; did you mean " + words[2] + "?");
  }
}

class Driver : public Program {};

TEST_P(Driver, ValidatesWithoutWriting) {
  const CommandResult result = run_command(folder_, executable(), "--validate");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "degrees of freedom");
  expect_contains(result.output, "estimated memory");
  expect_contains(result.output, "estimated step");
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST(Validation, SaysHowLongFieldsTakeAndLeavesNoTemporaryFiles) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  std::filesystem::create_directory(folder.path("temporary"));
  const auto validate = [&](const std::string &temporary, const std::string &settings) {
    return run_command(folder, "env",
                       "TMPDIR=" + temporary + " " + rhoflow_program + " problem.prm --validate" +
                           settings);
  };
  const CommandResult with = validate("temporary", "");
  EXPECT_EQ(with.status, 0) << with.error;
  expect_contains(with.output, "estimated fields");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path("temporary")));
  // Nothing is said where there is nothing to write, or nowhere to try.
  for (const CommandResult &without :
       {validate("temporary", " --set Output/Fields=false"), validate("/proc", "")}) {
    EXPECT_EQ(without.status, 0) << without.error;
    EXPECT_EQ(without.output.find("estimated fields"), std::string::npos) << without.output;
  }
}

TEST_P(Driver, RunsIntoItsDefaultFolder) {
  const QuickPictures pictures;
  const CommandResult result =
      run_command(folder_, executable(),
                  "--set 'Weights/Outer nodes=6' --set 'Time/End time=0.1' --set "
                  "'Output/Points=17' --set 'Weights/Inner cells=8' "
                  "--set 'Weights/Inner degree=3' --set Output/Fields=false" +
                      no_errors + theory_settings(false));
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_TRUE(std::filesystem::exists(folder_.path("output/" + GetParam() + "/run.json")));
  EXPECT_TRUE(std::filesystem::exists(folder_.path("output/" + GetParam() + "/images/loss.png")));
}

INSTANTIATE_TEST_SUITE_P(, Driver,
                         testing::Values("sine_regression", "zero_loss", "exact_solution",
                                         "own_data", "two_spirals"),
                         [](const auto &instance) { return instance.param; });

TEST(ExactSolution, PrintsAnErrorBelowOneTenMillionth) {
  const TemporaryFolder folder;
  for (const std::string lambda : {"0", "0.25"}) {
    const CommandResult result =
        run_command(folder, std::string(problems_folder) + "/exact_solution",
                    "--set Regularization/Coefficient=" + lambda +
                        " --set Output/Fields=false --set Output/Pictures=false" + no_errors +
                        theory_settings(false));
    ASSERT_EQ(result.status, 0) << result.error;
    for (const std::string quantity : {"loss", "mean", "variance"}) {
      // The line of the table; the last lines of a run begin with the loss, too.
      const std::size_t at = result.output.rfind("\n" + quantity + "  ");
      ASSERT_NE(at, std::string::npos) << result.output;
      const std::string line = result.output.substr(at + 1, result.output.find('\n', at + 1) - at);
      EXPECT_LT(std::stod(line.substr(line.find_last_of(' ', line.size() - 2))), 1e-7) << line;
    }
  }
}

TEST(ExactSolution, RefusesAProblemWithoutOne) {
  const TemporaryFolder folder;
  const CommandResult result = run_command(folder, std::string(problems_folder) + "/exact_solution",
                                           "--set Network/Activation=tanh");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(TwoSpirals, ReportsErrorsAndWritesThePredictionsOfTheTestSamples) {
  const TemporaryFolder folder;
  const std::string driver = std::string(problems_folder) + "/two_spirals",
                    coarse = " --set 'Weights/Outer nodes=4' --set 'Weights/Inner cells=6' "
                             "--set 'Weights/Inner degree=3' --set 'Time/End time=0.2' "
                             "--set Output/Fields=false --set Output/Pictures=false --output out" +
                             no_errors + theory_settings(false);
  const CommandResult result = run_command(folder, driver, "--set 'Data/Test samples=51'" + coarse);
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "training loss");
  expect_contains(result.output, "training 0-1 error");

  const std::string tested = folder.read("out/test_predictions.csv");
  EXPECT_EQ(tested.rfind("x0,x1,y,prediction\n", 0), 0u) << tested;
  const auto rows = numbers_of(tested);
  int wrong = 0, first_class = 0;
  for (const auto &row : rows) {
    ASSERT_EQ(row.size(), 4u);
    wrong += row[2] * row[3] <= 0 ? 1 : 0;
    first_class += row[2] == -1 ? 1 : 0;
  }
  EXPECT_EQ(rows.size(), 51u);
  EXPECT_EQ(first_class, 26);
  expect_contains(result.output, std::to_string(wrong) + " of 51");

  // The test samples are no part of the run, and an old file does not stay.
  const std::string predictions = folder.read("out/predictions.csv");
  const CommandResult without = run_command(folder, driver, "--set 'Data/Test samples=0'" + coarse);
  ASSERT_EQ(without.status, 0) << without.error;
  EXPECT_EQ(without.output.find("test 0-1 error"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder.path("out/test_predictions.csv")));
  EXPECT_EQ(folder.read("out/predictions.csv"), predictions);
}

TEST(ZeroLoss, TheObjectiveDecreasesToASmallLoss) {
  const TemporaryFolder folder;
  const CommandResult result =
      run_command(folder, std::string(problems_folder) + "/zero_loss",
                  "--quiet --output out --set Output/Fields=false --set Output/Pictures=false" +
                      no_errors + theory_settings(false));
  ASSERT_EQ(result.status, 0) << result.error;
  const auto rows = numbers_of(folder.read("out/statistics.csv"));
  ASSERT_GT(rows.size(), 5u);
  for (std::size_t i = 1; i < rows.size(); ++i)
    EXPECT_LE(rows[i][5], rows[i - 1][5] + 1e-12) << "objective at t = " << rows[i][1];
  EXPECT_LT(rows.back()[3], 2e-3 * rows.front()[3]);
}

} // namespace
