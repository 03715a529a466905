// SPDX-License-Identifier: Apache-2.0
// Points moved by several processes: the same bits as by one, also after a resume by another number
// of them, and one voice for errors.
#include "../expect_error.h"
#include "../paths.h"
#include "process_job.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <filesystem>

namespace {

using namespace rhoflow::test;

/// Three shifts of 304 points; errors are estimated by two.
std::string few_points() {
  return "subsection Data\n  set Source = sine\n  set Samples = 6\nend\n"
         "subsection Depth\n  set Nodes = 2\nend\n"
         "subsection Time\n  set End time = 1\n  set Output interval = 0.5\nend\n"
         "subsection Points\n  set Number = 304\n  set Shifts = 3\nend\n"
         "subsection Output\n  set Pictures = false\nend\n";
}

struct DividedPoints {
  const char *name;
  const char *settings;
};

const std::array<DividedPoints, 4> divided_points{
    DividedPoints{"Plain", ""},
    DividedPoints{"RegulariserAndFixedHead",
                  "--set 'Regularization/Type=decaying quadratic' --set Network/Head=fixed"},
    DividedPoints{"TestSamplesOfTwoInputs",
                  "--set 'Data/Source=two spirals' --set 'Data/Test samples=5'"},
    DividedPoints{"ChosenNumber", "--set Accuracy/Loss=0.03 --set Accuracy/Predictions=0.05"}};

/// All cases, made by one process, by two and by three, which have fewer shifts in trial runs than
/// there are processes.
class PointProcesses : public testing::TestWithParam<DividedPoints> {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", few_points());
    for (const unsigned int processes : {2u, 3u}) {
      std::vector<std::string> runs;
      for (const DividedPoints &run : divided_points)
        runs.push_back(command(run, processes));
      const CommandResult result = run_job(*folder_, processes, runs, points_program);
      EXPECT_EQ(result.status, 0) << processes << " processes: " << result.error;
    }
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static std::string output(const DividedPoints &run, unsigned int processes) {
    return run.name + std::to_string(processes);
  }
  static std::string command(const DividedPoints &run, unsigned int processes) {
    return "problem.prm --output " + output(run, processes) + " " + run.settings;
  }
  static TemporaryFolder *folder_;
};

TemporaryFolder *PointProcesses::folder_ = nullptr;

/// All tables in @p folder, which has more than three, are those in @p other.
void expect_same_tables(const TemporaryFolder &files, const std::string &folder,
                        const std::string &other) {
  unsigned int n_tables = 0;
  for (const auto &entry : std::filesystem::directory_iterator(files.path(folder))) {
    const std::string name = entry.path().filename();
    if (entry.path().extension() != ".csv")
      continue;
    ++n_tables;
    const std::string own = files.read(folder + '/' + name), its = files.read(other + '/' + name);
    EXPECT_GT(std::count(own.begin(), own.end(), '\n'), 2) << name;
    EXPECT_EQ(without_wall_time(own), without_wall_time(its)) << other << '/' << name;
  }
  EXPECT_GT(n_tables, 3u);
}

TEST_P(PointProcesses, GiveTheBitsOfOne) {
  const std::string one = output(GetParam(), 1);
  const CommandResult result =
      run_command(*folder_, points_program, command(GetParam(), 1) + " --threads 1 --quiet");
  ASSERT_EQ(result.status, 0) << result.error;
  for (const unsigned int processes : {2u, 3u}) {
    const std::string out = output(GetParam(), processes);
    expect_same_tables(*folder_, one, out);
    EXPECT_EQ(folder_->read(one + "/parameters.prm"), folder_->read(out + "/parameters.prm"));
    const auto record = nlohmann::json::parse(folder_->read(out + "/run.json"));
    EXPECT_EQ(record["sizes"]["processes"], processes);
    EXPECT_GT(record["sizes"]["collectives"], 0);
  }
}

INSTANTIATE_TEST_SUITE_P(Of, PointProcesses, testing::ValuesIn(divided_points),
                         [](const auto &instance) { return instance.param.name; });

TEST(PointResume, MayChangeTheNumberOfProcesses) {
  const TemporaryFolder folder;
  folder.write("problem.prm", few_points());
  const std::string all = "problem.prm --set Accuracy/Estimate=false --set 'Time/End time=1.5' ",
                    parts = all + "--output parts ";
  ASSERT_EQ(run_command(folder, points_program, all + "--output whole --quiet").status, 0);
  const auto continue_with = [&](unsigned int processes, const std::string &options) {
    const CommandResult result = run_job(folder, processes, {parts + options}, points_program);
    EXPECT_EQ(result.status, 0) << processes << " processes: " << result.error;
  };
  continue_with(3, "--set 'Time/End time=0.5'");
  continue_with(1, "--resume --set 'Time/End time=1'");
  continue_with(2, "--resume");
  expect_same_tables(folder, "whole", "parts");
  // History and checkpoint are those of the whole run, too.
  for (const std::string run : {"whole", "parts"}) {
    folder.write("inputs.csv", "x0\n0.3\n");
    const CommandResult result =
        run_command(folder, predict_program, run + " inputs.csv --output " + run + "_at.csv");
    EXPECT_EQ(result.status, 0) << result.error;
    folder.write("weights.csv", "a,w,b\n0.1,0.4,-0.2\n");
    const CommandResult density =
        run_command(folder, evaluate_program,
                    run + " weights.csv --density head --time 1 --output " + run + "_density.csv");
    EXPECT_EQ(density.status, 0) << density.error;
  }
  for (const std::string file : {"_at.csv", "_density.csv"})
    EXPECT_EQ(folder.read("whole" + file), folder.read("parts" + file));
}

TEST(PointResume, RefusesACheckpointThatHasLostItsSeal) {
  const TemporaryFolder folder;
  folder.write("problem.prm", few_points());
  const std::string run = "problem.prm --quiet --output out --set Accuracy/Estimate=false ";
  ASSERT_EQ(run_command(folder, points_program, run + "--set 'Time/End time=0.5'").status, 0);
  const std::string checkpoint = "out/checkpoint/points.h5";
  folder.write(checkpoint, std::string(512, '\0') + folder.read(checkpoint).substr(512));
  const CommandResult result = run_command(folder, points_program, run + "--resume");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, checkpoint + ": the seal at its beginning is missing");
}

TEST(PointProcessesFail, WithOneLineAndTheSameStatus) {
  const TemporaryFolder folder;
  folder.write("problem.prm", few_points());
  const CommandResult input = run_job(folder, 4, {"problem.prm --output out"}, points_program);
  EXPECT_EQ(input.status, 2);
  EXPECT_EQ(count_of("rhoflow-points:", input.error), 1u) << input.error;
  expect_contains(input.error, "problem.prm: Points/Shifts = 3: fewer than the 4 processes");
  EXPECT_FALSE(std::filesystem::exists(folder.path("out")));

  const CommandResult run = run_job(
      folder, 2, {"problem.prm --output out --set Accuracy/Estimate=false --set Network/Alpha=1e8"},
      points_program);
  EXPECT_EQ(run.status, 1);
  EXPECT_EQ(count_of("did not converge", run.error), 1u) << run.error;
}

} // namespace
