// SPDX-License-Identifier: Apache-2.0
// Data in the units of a user: what is far from one is standardised and said, predictions are in
// the units of the data, and what was decided is written down, so that a run can be repeated and go
// on.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>

namespace {

using namespace rhoflow::test;

/// A problem of seconds with the data of 'table.csv', which is not written.
std::string problem_of_a_table(const std::string &extra = {}) {
  std::string text = small_problem(extra);
  const std::string sine = "  set Source = sine\n  set Samples = 6\n";
  return text.replace(text.find(sine), sine.size(), "  set File = table.csv\n");
}

class DataUnits : public testing::Test {
protected:
  DataUnits() {
    // As R writes speeds and stopping distances.
    folder_.write("table.csv", "\"x0\",\"y\"\n4,2\n10,26\n17,40\n25,85\n");
    folder_.write("problem.prm", problem_of_a_table());
  }
  CommandResult run(const std::string &arguments, const std::string &program = rhoflow_program) {
    return run_command(folder_, program, arguments + " --set Output/Pictures=false");
  }

  const TemporaryFolder folder_;
};

TEST_F(DataUnits, WhatIsFarFromOneIsStandardisedAndSaid) {
  const CommandResult result = run("problem.prm --output out --set 'Time/End time=3' "
                                   "--set 'Time/Output interval=1' --set Network/Beta=4");
  ASSERT_EQ(result.status, 0) << result.error;
  const std::string remark =
      "standardised: x0 (mean 14, deviation 7.84), y (mean 38.2, deviation 30.2)";
  expect_contains(result.output, remark);
  expect_contains(folder_.read("out/run.log"), remark);
  expect_contains(folder_.read("out/parameters.prm"), "set Standardise = both");
  expect_contains(folder_.read("out/parameters.prm"), "set Source = csv");

  // Inputs and labels as they are in the file, and a fit better than the mean (3657 = 4
  // deviation^2).
  const auto rows = numbers_of(folder_.read("out/predictions.csv"));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[1][0], 10.);
  EXPECT_EQ(rows[1][1], 26.);
  double squares = 0;
  for (const auto &row : rows)
    squares += (row[1] - row[2]) * (row[1] - row[2]);
  EXPECT_LT(squares, 0.2 * 3652.75);
  char share[64];
  std::snprintf(share, sizeof share,
                "the predictions explain %.1f %% of the variance of the labels",
                100. * (1. - squares / 3652.75));
  expect_contains(result.output, share);
  // The loss is that of the standardised labels: squares / (2 n deviation^2).
  const auto statistics = numbers_of(folder_.read("out/statistics.csv"));
  EXPECT_NEAR(statistics.back()[3], squares / (2 * 3652.75), 1e-6);
}

TEST_F(DataUnits, TheParametersThatAreWrittenGiveTheSameRun) {
  ASSERT_EQ(run("problem.prm --output out --quiet").status, 0);
  folder_.write("again.prm", folder_.read("out/parameters.prm"));
  ASSERT_EQ(run("again.prm --output again --quiet").status, 0);
  EXPECT_EQ(without_wall_time(folder_.read("again/statistics.csv")),
            without_wall_time(folder_.read("out/statistics.csv")));
  EXPECT_EQ(folder_.read("again/predictions.csv"), folder_.read("out/predictions.csv"));
}

TEST_F(DataUnits, ARunGoesOnInItsUnits) {
  ASSERT_EQ(run("problem.prm --output whole --quiet").status, 0);
  ASSERT_EQ(run("problem.prm --output parts --quiet --set 'Time/End time=0.2'").status, 0);
  const CommandResult result = run("problem.prm --output parts --quiet --resume");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(folder_.read("parts/predictions.csv"), folder_.read("whole/predictions.csv"));
}

TEST_F(DataUnits, FiniteNetworksHaveThemToo) {
  ASSERT_EQ(run("problem.prm --output out --quiet --set Particles/Neurons=50",
                program_path("rhoflow_particles"))
                .status,
            0);
  const auto rows = numbers_of(folder_.read("out/predictions.csv"));
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[3][0], 25.);
  EXPECT_EQ(rows[3][1], 85.);
  // After a short training f is still about the mean of the labels.
  EXPECT_NEAR(rows[3][2], 38.25, 30.);
}

TEST_F(DataUnits, AFitThatIsNotAtItsEndIsSaid) {
  const CommandResult result = run("problem.prm --output out --set 'Time/Output interval=0.3'");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "the loss is still falling: try a larger Network/Beta");
  const CommandResult sine = run("problem.prm --output sine --set Data/Source=sine");
  EXPECT_EQ(sine.output.find("explain"), std::string::npos) << "data of nobody";
}

TEST_F(DataUnits, DataOfSizeOneAreLeftAlone) {
  folder_.write("table.csv", "x0,y\n-0.9,0.4\n0.1,0.3\n0.8,-0.7\n");
  ASSERT_EQ(run("problem.prm --output one --quiet").status, 0);
  expect_contains(folder_.read("one/parameters.prm"), "set Standardise = none");
  ASSERT_EQ(run("problem.prm --output none --quiet --set Data/Standardise=none").status, 0);
  EXPECT_EQ(without_wall_time(folder_.read("one/statistics.csv")),
            without_wall_time(folder_.read("none/statistics.csv")));
}

TEST_F(DataUnits, WhatStaysFarFromOneIsNamedWhereTheRunFails) {
  folder_.write("table.csv", "x0,y\n400,-2\n1000,0\n1700,1\n2500,3\n");
  const CommandResult size = run("problem.prm --validate --set Data/Standardise=none");
  EXPECT_EQ(size.status, 0) << size.error;
  expect_contains(size.output, "warning: x0 (mean 1.4e+03, deviation 784) far from one; "
                               "Data/Standardise = inputs");
  const CommandResult result = run("problem.prm --output out --quiet --set Data/Standardise=none "
                                   "--set Network/Activation=softplus --set Network/Alpha=1e8");
  EXPECT_EQ(result.status, 1);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "(x0 (mean 1.4e+03, deviation 784) far from one");
}

TEST_F(DataUnits, ARunOfHoursIsSaidBeforeItStarts) {
  folder_.write("table.csv", "x0,x1,y\n1.4,0.2,-1\n4.7,1.4,1\n");
  folder_.write("large.prm", "subsection Data\n  set File = table.csv\nend\n");
  const CommandResult size = run("large.prm --validate --set 'Weights/Outer nodes=28'");
  EXPECT_EQ(size.status, 0) << size.error;
  const std::string remedy = "for a first look in minutes set Weights/Outer nodes = 10, "
                             "Weights/Inner cells = 8, Weights/Inner degree = 3, Depth/Nodes = 3";
  expect_contains(size.output, remedy);
  const CommandResult smaller =
      run("large.prm --validate --set 'Weights/Outer nodes=10' --set 'Weights/Inner cells=8' "
          "--set 'Weights/Inner degree=3' --set Depth/Nodes=3");
  EXPECT_EQ(smaller.output.find("first look"), std::string::npos) << smaller.output;
}

TEST_F(DataUnits, AFileThatIsNotReadIsNamed) {
  const CommandResult result = run("problem.prm --validate --set Data/Source=sine");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "Data/File = 'table.csv' is not read, since Data/Source = 'sine'");
}

} // namespace
