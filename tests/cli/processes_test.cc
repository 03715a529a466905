// SPDX-License-Identifier: Apache-2.0
// Several processes: the same statistics as one to rounding, the same bits when repeated, one voice
// for errors.
#include "../expect_error.h"
#include "process_job.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace {

using namespace rhoflow::test;

struct ProcessesCase {
  const char *name;
  const char *settings;
  const char *repeated_with = ""; ///< settings that change nothing in the tables
};

const std::array<ProcessesCase, 7> divided_runs{
    ProcessesCase{"HermiteWithFieldsAndPictures",
                  "--set Output/Points=17 --set Output/Pictures=false",
                  "--set Output/Pictures=true"},
    ProcessesCase{"FiniteElements",
                  "--set 'Weights/Outer basis=finite element' --set 'Weights/Outer "
                  "nodes=5' --set Output/Fields=false --set Output/Pictures=false"},
    ProcessesCase{"FiniteElementsThatAreCut",
                  "--set 'Weights/Outer basis=finite element' --set 'Weights/Outer nodes=8' --set "
                  "'Weights/Inner cells=9' --set 'Weights/Inner degree=2' --set 'Time/End time=2' "
                  "--set Output/Fields=false --set Output/Pictures=false"},
    ProcessesCase{"Noise", "--set Noise/Temperature=0.1 --set Noise/Confinement=0.2 "
                           "--set Output/Fields=false --set Output/Pictures=false"},
    ProcessesCase{"HeadMesh",
                  "--set 'Weights/Head inner degree=4' --set 'Weights/Head inner cells=6' "
                  "--set Output/Fields=false --set Output/Pictures=false"},
    ProcessesCase{"Regulariser",
                  "--set 'Regularization/Type=decaying quadratic' --set Network/Head=fixed --set "
                  "Depth/Rule=euler --set Output/Fields=false --set Output/Pictures=false"},
    ProcessesCase{"TwoInputs",
                  "--set Data/Source=csv --set Data/File=pairs.csv --set 'Weights/Outer nodes=4' "
                  "--set 'Weights/Inner cells=4' --set 'Weights/Half width=4.5' "
                  "--set Output/Fields=false --set Output/Pictures=false"}};

/// All cases, made by one process, by two, three and seven, and again by three.
class Processes : public ::testing::TestWithParam<ProcessesCase> {
public:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem());
    folder_->write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
    for (const unsigned int processes : several) {
      std::vector<std::string> runs;
      for (const ProcessesCase &run : divided_runs)
        runs.push_back(command(run, output(run, processes)));
      const CommandResult result = run_job(*folder_, processes, runs);
      EXPECT_EQ(result.status, 0) << processes << " processes: " << result.error;
    }
    std::vector<std::string> runs;
    for (const ProcessesCase &run : divided_runs)
      runs.push_back(command(run, again(run)) + ' ' + run.repeated_with);
    const CommandResult result = run_job(*folder_, 3, runs);
    EXPECT_EQ(result.status, 0) << result.error;
  }
  static void TearDownTestSuite() { delete folder_; }

protected:
  static std::string command(const ProcessesCase &run, const std::string &out) {
    return "problem.prm --output " + out + theory_settings(true) +
           "--set Theory/Characteristics=1024 --set Output/Densities=none " + run.settings;
  }
  static std::string output(const ProcessesCase &run, unsigned int processes) {
    return run.name + std::to_string(processes);
  }
  static std::string again(const ProcessesCase &run) { return run.name + std::string("Again"); }

  static constexpr std::array<unsigned int, 3> several{2, 3, 7};
  static TemporaryFolder *folder_;
};

TemporaryFolder *Processes::folder_ = nullptr;

TEST_P(Processes, GiveTheStatisticsOfOneAndRepeatedTheSameBits) {
  const ProcessesCase &run = GetParam();
  const std::string alone = output(run, 1);
  ASSERT_EQ(
      run_command(*folder_, rhoflow_program, command(run, alone) + " --threads 1 --quiet").status,
      0);
  const auto one = numbers_of(without_wall_time(folder_->read(alone + "/statistics.csv")));
  ASSERT_GT(one.size(), 2u);
  for (const unsigned int processes : several) {
    const std::string out = output(run, processes);
    const auto found = numbers_of(without_wall_time(folder_->read(out + "/statistics.csv")));
    ASSERT_EQ(found.size(), one.size());
    for (std::size_t i = 0; i < one.size(); ++i)
      // All but mass drift, which is rounding, and what there is without test samples.
      for (std::size_t column = 0; column < one[i].size(); ++column) {
        if (column == 7 || (std::isnan(one[i][column]) && std::isnan(found[i][column])))
          continue;
        const double scale = column == 6 || column >= 10 ? 1e-3 : 0.;
        EXPECT_NEAR(found[i][column], one[i][column], 1e-12 * (std::abs(one[i][column]) + scale))
            << processes << " processes, row " << i << ", column " << column;
      }
    for (const char *file : {"theory.csv", "kl_depth.csv", "spectrum.csv", "indicators.csv"}) {
      const auto expected = numbers_of(folder_->read(alone + '/' + file));
      const auto table = numbers_of(folder_->read(out + '/' + file));
      ASSERT_EQ(table.size(), expected.size());
      ASSERT_GT(expected.size(), 2u);
      for (std::size_t i = 0; i < expected.size(); ++i)
        for (std::size_t column = 0; column < expected[i].size(); ++column)
          EXPECT_TRUE(std::abs(table[i][column] - expected[i][column]) <=
                          1e-9 * std::abs(expected[i][column]) + 1e-11 ||
                      (std::isnan(table[i][column]) && std::isnan(expected[i][column])))
              << file << ", " << processes << " processes, row " << i << ", column " << column;
    }
    const auto record = nlohmann::json::parse(folder_->read(out + "/run.json"));
    EXPECT_EQ(record["sizes"]["processes"], processes);
    EXPECT_GT(record["sizes"]["collectives"], 0);
    EXPECT_EQ(folder_->read(out + "/predictions.csv").size() > 10, true);
  }
  EXPECT_EQ(without_wall_time(folder_->read(again(run) + "/statistics.csv")),
            without_wall_time(folder_->read(output(run, 3) + "/statistics.csv")));
}

INSTANTIATE_TEST_SUITE_P(Of, Processes, ::testing::ValuesIn(divided_runs),
                         [](const auto &instance) { return instance.param.name; });

TEST(ProcessesFail, WithOneLineAndTheSameStatus) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult input = run_with(folder, 2, "problem.prm --set Time/Tolerance=-1");
  EXPECT_EQ(input.status, 2);
  std::size_t count = 0;
  for (std::size_t at = input.error.find("rhoflow:"); at != std::string::npos;
       at = input.error.find("rhoflow:", at + 1))
    ++count;
  EXPECT_EQ(count, 1u) << input.error;

  // Sample 5 is another process' business than the one that speaks.
  const CommandResult run = run_with(folder, 2, "problem.prm --output out --set Network/Alpha=1e8");
  EXPECT_EQ(run.status, 1);
  expect_contains(run.error, "did not converge");
  EXPECT_GT(folder.read("out/statistics.csv").size(), 200u);
}

} // namespace
