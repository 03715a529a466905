// SPDX-License-Identifier: Apache-2.0
// A study from outside: it runs every run once, keeps what is finished when started again, repeats
// what was interrupted or asked for differently, and names the run that fails.
#include "../expect_error.h"
#include "run_command.h"

#include "base/version.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace rhoflow::test;

const std::string program = std::string(problems_folder) + "/label_noise";
const std::string small =
    " --output out --set 'Weights/Outer nodes=8' --set 'Weights/Inner cells=8' "
    "--set 'Weights/Inner degree=3' --set 'Weights/Half width=5' "
    "--set 'Time/End time=0.2' --set 'Time/Output interval=0.1' "
    "--set 'Depth/Nodes=2'" +
    no_errors + theory_settings(false) +
    " --set 'Theory/Relative entropy=true' --set Theory/Characteristics=0"; // for the table

TEST(Study, RunsEveryRunOnceAndResumes) {
  const TemporaryFolder folder;
  const CommandResult first = run_command(folder, program, small);
  ASSERT_EQ(first.status, 0) << first.error;
  EXPECT_EQ(count_of("finished before", first.output), 0u);
  expect_contains(first.output, "run 13 of 13");
  EXPECT_EQ(count_of(" left\n", first.output), 12u); // after every run but the last one
  expect_contains(first.output, "| deviation |");
  const std::string table = folder.read("out/table.csv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 14);
  EXPECT_GT(folder.read("out/loss.png").size(), 1000u);

  // One run was killed, the record of another is damaged, a third is of another revision.
  const std::string killed = "out/deviation_0.1_seed_2/";
  folder.write(killed + "run.json", R"({"end": {"status": "running"}})");
  folder.write("out/deviation_0.8_seed_3/run.json", R"({"end": {"sta)");
  const std::string request = "out/deviation_0.1_seed_3/study-request.txt";
  const std::string line = folder.read(request);
  expect_contains(line.substr(0, line.find('\n')), "revision " + rhoflow::git_revision());
  folder.write(request, "rhoflow 0.1.0, revision 0123456789ab" + line.substr(line.find('\n')));
  const CommandResult second = run_command(folder, program, small);
  ASSERT_EQ(second.status, 0) << second.error;
  EXPECT_EQ(count_of(", finished before\n", second.output), 10u);
  EXPECT_EQ(count_of(" left\n", second.output), 2u);
  EXPECT_EQ(count_of("repeated", second.output), 3u);
  expect_contains(second.output, "deviation_0.1_seed_2, repeated: not finished before\n");
  expect_contains(second.output, "deviation_0.8_seed_3, repeated: without a readable run.json\n");
  expect_contains(second.output, "deviation_0.1_seed_3, repeated: made by rhoflow 0.1.0, revision "
                                 "0123456789ab, this is rhoflow ");
  EXPECT_EQ(folder.read("out/table.csv"), table);

  // What the study itself did not write is not replaced unasked; its runs are kept in any case.
  const std::string list = folder.read("out/.rhoflow/files");
  EXPECT_EQ(list.find("seed_1/statistics.csv"), std::string::npos);
  std::filesystem::remove(folder.path("out/.rhoflow/files"));
  folder.write("out/table.csv", "mine");
  const CommandResult refused = run_command(folder, program, small);
  EXPECT_EQ(refused.status, 2);
  expect_contains(refused.error, "'table.csv' would be replaced");
  EXPECT_EQ(folder.read("out/table.csv"), "mine");
  const CommandResult replaced = run_command(folder, program, small + " --overwrite");
  ASSERT_EQ(replaced.status, 0) << replaced.error;
  EXPECT_EQ(count_of(", finished before\n", replaced.output), 13u);
  EXPECT_EQ(folder.read("out/table.csv"), table);

  // Other settings for all runs: nothing of the old ones is taken.
  const CommandResult other =
      run_command(folder, program, small + " --set Time/Tolerance=1e-5 --quiet");
  ASSERT_EQ(other.status, 0) << other.error;
  EXPECT_EQ(other.output, "");
  EXPECT_NE(folder.read("out/table.csv"), table);
}

TEST(Study, NamesTheRunThatFails) {
  const TemporaryFolder folder;
  const CommandResult run = run_command(folder, program, small + " --set Network/Alpha=1e8");
  EXPECT_EQ(run.status, 1);
  expect_contains(run.error, "run deviation_0_seed_1: ");
  EXPECT_EQ(run.error_lines(), 1u);

  const CommandResult input = run_command(folder, program, "--set 'Time/End time=-1' --output bad");
  EXPECT_EQ(input.status, 2);
  EXPECT_EQ(input.error_lines(), 1u);
}

TEST(Study, ValidatesEveryRunWithoutWriting) {
  const TemporaryFolder folder;
  const CommandResult result = run_command(folder, program, small + " --validate");
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(count_of("input is valid", result.output), 13u);
  EXPECT_FALSE(std::filesystem::exists(folder.path("output")));
}

/// The predictions of a network that is right everywhere: x0, x1, label, label.
std::string without_mistakes(const std::string &predictions) {
  std::string result = predictions.substr(0, predictions.find('\n') + 1);
  for (const auto &row : rows_of(predictions))
    result += row[0] + ',' + row[1] + ',' + row[2] + ',' + row[2] + '\n';
  return result;
}

// Two steps and a coarse grid: nothing is learnt, but all three methods train on the same samples
// and answer for the same test points, and every mistake in the files is counted.
class Generalization : public testing::Test {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    first_ = run_driver();
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static CommandResult run_driver() {
    return run_command(*folder_, std::string(problems_folder) + "/generalization",
                       " --output out --set 'Weights/Outer nodes=3' "
                       "--set 'Weights/Head outer nodes=3' --set 'Weights/Inner cells=6' "
                       "--set 'Weights/Inner degree=2' --set 'Weights/Half width=5' "
                       "--set 'Depth/Nodes=1' --set 'Time/End time=0.1' "
                       "--set 'Time/Output interval=0.1' --set 'Particles/Learning rate=0.05' "
                       "--set 'Data/Test samples=40'" +
                           no_errors);
  }
  static auto table(const std::string &file) { return rows_of(folder_->read("out/" + file)); }
  /// Coordinates and label of all samples in a file.
  static std::vector<std::string> points(const std::string &file) {
    std::vector<std::string> all;
    for (const auto &row : table(file))
      all.push_back(row[0] + ' ' + row[1] + ' ' + row[2]);
    return all;
  }
  static TemporaryFolder *folder_;
  static CommandResult first_;
};

TemporaryFolder *Generalization::folder_ = nullptr;
CommandResult Generalization::first_;

TEST_F(Generalization, TrainsThreeMethodsOnTheSamePoints) {
  ASSERT_EQ(first_.status, 0) << first_.error;
  EXPECT_GT(folder_->read("out/generalization.png").size(), 1000u);
  EXPECT_EQ(table("table.csv").size(), 18u); // three methods, six sizes
  EXPECT_EQ(table("powers.csv").size(), 3u);
  for (const std::string file : {"/predictions.csv", "/test_predictions.csv"}) {
    const std::vector<std::string> expected = points("density_n16_set2" + file);
    EXPECT_EQ(expected.size(), file == "/predictions.csv" ? 16u : 40u);
    EXPECT_EQ(points("descent_n16_set2" + file), expected);
    EXPECT_EQ(points("adam/adam_n16_set2" + file), expected);
    EXPECT_NE(points("density_n16_set1" + file), expected);
  }
  const auto test_points = points("density_n16_set2/test_predictions.csv");
  for (const std::string &sample : points("density_n16_set2/predictions.csv"))
    EXPECT_EQ(std::count(test_points.begin(), test_points.end(), sample), 0);
}

TEST_F(Generalization, CountsTheMistakesInTheFiles) {
  const auto counts = table("counts.csv");
  ASSERT_EQ(counts.size(), 3u * 6 * 6);
  for (const auto &row : counts)
    if (row[1] == "16" && row[2] == "2") {
      const std::string run = row[0] == "Adam"      ? "adam/adam_n16_set2"
                              : row[0] == "density" ? "density_n16_set2"
                                                    : "descent_n16_set2";
      int wrong = 0;
      for (const auto &point : table(run + "/test_predictions.csv"))
        wrong += std::stod(point[2]) * std::stod(point[3]) <= 0 ? 1 : 0;
      EXPECT_EQ(std::stoi(row[5]), wrong) << row[0];
      EXPECT_EQ(row[6], "40");
    }
}

// A size without any mistake has an upper bound and no error, and takes part in the fit.
TEST_F(Generalization, KeepsEveryRunAndBoundsASizeWithoutMistakes) {
  const auto power = [] { return std::stod(table("powers.csv")[0][1]); };
  const double power_before = power();
  for (const std::string set : {"1", "2", "3", "4", "5", "6"}) {
    const std::string file = "out/density_n256_set" + set + "/test_predictions.csv";
    folder_->write(file, without_mistakes(folder_->read(file)));
  }
  const CommandResult again = run_driver();
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(count_of("finished before", again.output), 73u); // that of PyTorch too
  for (const auto &row : table("table.csv"))
    if (row[0] == "density" && row[1] == "256") {
      EXPECT_EQ(row[5], "0");
      EXPECT_EQ(row[8], "6");
      // Six sets of 40 points in opposite pairs: 120 trials without an event.
      EXPECT_NEAR(std::stod(row[9]), 1. - std::pow(0.05, 1. / 120.), 1e-6);
    } else {
      EXPECT_EQ(row[9], "-") << row[0] << ", n = " << row[1];
    }
  EXPECT_EQ(table("powers.csv")[0][8], "1");
  EXPECT_LT(power(), power_before);
}

} // namespace
