// SPDX-License-Identifier: Apache-2.0
// Several processes: the same statistics as one to rounding, the same bits when repeated, one voice
// for errors.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow::test;

struct ProcessesCase {
  const char *name;
  const char *settings;
  const char *repeated_with = ""; ///< settings that change nothing in the tables
};

class Processes : public ::testing::TestWithParam<ProcessesCase> {
protected:
  static void write_problem(const TemporaryFolder &folder) {
    folder.write("problem.prm", small_problem());
    folder.write("pairs.csv", "x0,x1,y\n0.5,0.2,1\n-0.3,0.6,-1\n0.1,-0.7,1\n");
  }
  static std::string settings() {
    return theory_settings(true) +
           "--set Theory/Characteristics=1024 --set Output/Densities=none " + GetParam().settings;
  }
};

TEST_P(Processes, GiveTheStatisticsOfOneAndRepeatedTheSameBits) {
  const TemporaryFolder folder;
  write_problem(folder);
  ASSERT_EQ(run_command(folder, rhoflow_program,
                        "problem.prm --threads 1 --quiet --output one" + settings())
                .status,
            0);
  const auto one = numbers_of(without_wall_time(folder.read("one/statistics.csv")));
  ASSERT_GT(one.size(), 2u);
  for (const unsigned int processes : {2u, 3u, 7u}) {
    const std::string out = "out" + std::to_string(processes);
    const CommandResult result =
        run_with(folder, processes, "problem.prm --output " + out + settings());
    ASSERT_EQ(result.status, 0) << result.error;
    const auto several = numbers_of(without_wall_time(folder.read(out + "/statistics.csv")));
    ASSERT_EQ(several.size(), one.size());
    for (std::size_t i = 0; i < one.size(); ++i)
      // All but mass drift, which is rounding, and what there is without test samples.
      for (std::size_t column = 0; column < one[i].size(); ++column) {
        if (column == 7 || (std::isnan(one[i][column]) && std::isnan(several[i][column])))
          continue;
        const double scale = column == 6 || column >= 10 ? 1e-3 : 0.;
        EXPECT_NEAR(several[i][column], one[i][column], 1e-12 * (std::abs(one[i][column]) + scale))
            << processes << " processes, row " << i << ", column " << column;
      }
    for (const char *file : {"theory.csv", "kl_depth.csv", "spectrum.csv", "indicators.csv"}) {
      const auto expected = numbers_of(folder.read(std::string("one/") + file));
      const auto found = numbers_of(folder.read(out + "/" + file));
      ASSERT_EQ(found.size(), expected.size());
      ASSERT_GT(expected.size(), 2u);
      for (std::size_t i = 0; i < expected.size(); ++i)
        for (std::size_t column = 0; column < expected[i].size(); ++column)
          EXPECT_TRUE(std::abs(found[i][column] - expected[i][column]) <=
                          1e-9 * std::abs(expected[i][column]) + 1e-11 ||
                      (std::isnan(found[i][column]) && std::isnan(expected[i][column])))
              << file << ", " << processes << " processes, row " << i << ", column " << column;
    }
    const auto record = nlohmann::json::parse(folder.read(out + "/run.json"));
    EXPECT_EQ(record["sizes"]["processes"], processes);
    EXPECT_GT(record["sizes"]["collectives"], 0);
    EXPECT_EQ(folder.read(out + "/predictions.csv").size() > 10, true);
  }
  ASSERT_EQ(run_with(folder, 3,
                     "problem.prm --output again" + settings() + ' ' + GetParam().repeated_with)
                .status,
            0);
  EXPECT_EQ(without_wall_time(folder.read("again/statistics.csv")),
            without_wall_time(folder.read("out3/statistics.csv")));
}

INSTANTIATE_TEST_SUITE_P(
    Of, Processes,
    ::testing::Values(
        ProcessesCase{"HermiteWithFieldsAndPictures",
                      "--set Output/Points=17 --set Output/Pictures=false",
                      "--set Output/Pictures=true"},
        ProcessesCase{"FiniteElements",
                      "--set 'Weights/Outer basis=finite element' --set 'Weights/Outer "
                      "nodes=5' --set Output/Fields=false --set Output/Pictures=false"},
        ProcessesCase{"Noise", "--set Noise/Temperature=0.1 --set Noise/Confinement=0.2 "
                               "--set Output/Fields=false --set Output/Pictures=false"},
        ProcessesCase{"HeadMesh",
                      "--set 'Weights/Head inner degree=4' --set 'Weights/Head inner cells=6' "
                      "--set Output/Fields=false --set Output/Pictures=false"},
        ProcessesCase{
            "Regulariser",
            "--set 'Regularization/Type=decaying quadratic' --set Network/Head=fixed --set "
            "Depth/Rule=euler --set Output/Fields=false --set Output/Pictures=false"},
        ProcessesCase{
            "TwoInputs",
            "--set Data/Source=csv --set Data/File=pairs.csv --set 'Weights/Outer nodes=4' "
            "--set 'Weights/Inner cells=4' --set 'Weights/Half width=4.5' "
            "--set Output/Fields=false --set Output/Pictures=false"}),
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
