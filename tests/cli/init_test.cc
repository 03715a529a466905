// SPDX-License-Identifier: Apache-2.0
// The first hour: a parameter file for data of one's own, names of what there is, runs without a
// file.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

using namespace rhoflow::test;

const std::string few_points = "speed,distance\n10,92\n15,103\n20,99\n25,81\n30,95\n35,118\n";

TEST(Init, WritesAParameterFileThatRunsAndFitsTheData) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path("data"));
  folder.write("data/my.csv", few_points);
  const CommandResult result = run_command(folder, rhoflow_program, "init cars --data data/my.csv");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, "wrote cars.prm; run it with rhoflow cars.prm\n");
  const std::string file = folder.read("cars.prm");
  for (const char *line :
       {"6 samples, 1 input;", "x0 from 10 to 35, y from 81 to 118", "Standardised are: both",
        "set File = data/my.csv", "set Columns = speed, distance", "set Loss = 1e-3"})
    expect_contains(file, line);
  const CommandResult run = run_command(
      folder, rhoflow_program,
      "cars.prm --set Output/Pictures=false --set Output/Fields=false --set 'Time/End time=0.5'");
  ASSERT_EQ(run.status, 0) << run.error;
  expect_contains(run.output, "results in output/cars");
  expect_contains(run.output, ", error about ");
}

TEST(Init, RefusesWhatItWouldReplaceOrCannotRead) {
  const TemporaryFolder folder;
  folder.write("my.csv", few_points);
  folder.write("mine.prm", "mine");
  folder.write("bad.csv", "a,b\n1,2\n3,x\n");
  for (const auto &[arguments, message] :
       {std::pair{"init mine --data my.csv", "'mine.prm' exists; choose another name"},
        {"init other --data none.csv", "none.csv: there is no such file"},
        {"init other --data bad.csv", "bad.csv:3"},
        {"init other", "--data is required"},
        {"init", "NAME is required"}}) {
    const CommandResult result = run_command(folder, rhoflow_program, arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, message);
  }
  EXPECT_EQ(folder.read("mine.prm"), "mine");
  EXPECT_FALSE(std::filesystem::exists(folder.path("other.prm")));
  EXPECT_EQ(run_command(folder, rhoflow_program, "init mine --data my.csv --overwrite").status, 0);
  expect_contains(folder.read("mine.prm"), "set File = my.csv");
}

TEST(List, NamesWhatThereIs) {
  const TemporaryFolder folder;
  const CommandResult result = run_command(folder, rhoflow_program, "list");
  ASSERT_EQ(result.status, 0) << result.error;
  for (const char *name : {"two spirals: ", "multi-index: ", "parity: ", "csv: ", "tanh, logistic",
                           "hermite: ", "finite element: ", "  sine_regression\n"})
    expect_contains(result.output, name);
}

TEST(RunWithoutFile, TakesItsNameFromTheData) {
  const TemporaryFolder folder;
  folder.write("points.csv", "x0,y\n-1,0.5\n0,-0.2\n1,0.7\n");
  const std::string coarse = " --quiet --set Output/Pictures=false --set Output/Fields=false --set "
                             "'Time/End time=0.1' --set 'Weights/Inner cells=6' --set "
                             "'Theory/Relative entropy=false'" +
                             no_errors;
  ASSERT_EQ(run_command(folder, rhoflow_program, "--set 'Data/File = points.csv'" + coarse).status,
            0);
  EXPECT_TRUE(std::filesystem::exists(folder.path("output/points/statistics.csv")));
  ASSERT_EQ(run_command(folder, rhoflow_program, "--set Network/Beta=2" + coarse).status, 0);
  EXPECT_TRUE(std::filesystem::exists(folder.path("output/run/statistics.csv")));
}

} // namespace
