// SPDX-License-Identifier: Apache-2.0
// A run says when its numbers are off by more than a percent, why, and what helps; not when they
// are right, and not twice.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;

class AccuracyWarnings : public testing::Test {
protected:
  void SetUp() override {
    folder_.write("problem.prm", small_problem());
    std::string inputs = "x0,y\n";
    for (int i = 0; i < 8; ++i)
      inputs += std::to_string(20. * (-1. + 2. * i / 7.)) + ',' +
                std::to_string(std::sin(M_PI * (-1. + 2. * i / 7.))) + '\n';
    folder_.write("large.csv", inputs);
  }
  /// The warnings of a run, with a grid that is fine enough for what is not set.
  std::string warnings(const std::string &settings) const {
    const CommandResult result =
        run_command(folder_, rhoflow_program,
                    "problem.prm --set 'Weights/Outer nodes=14' --set 'Weights/Inner degree=5' "
                    "--set Output/Fields=false --set Output/Pictures=false --output out " +
                        settings);
    EXPECT_EQ(result.status, 0) << result.error;
    std::string found;
    std::istringstream lines(folder_.read("out/run.log"));
    for (std::string line; std::getline(lines, line);)
      if (line.compare(0, 8, "warning:") == 0)
        found += line + '\n';
    return found;
  }
  double final_loss() const { return numbers_of(folder_.read("out/statistics.csv")).back()[3]; }

  const TemporaryFolder folder_;
};

TEST_F(AccuracyWarnings, TheRemedyForTheDepthHelps) {
  const std::string settings = "--set Network/Alpha=10 --set 'Time/End time=0.6' ";
  const std::string warning = warnings(settings + "--set Depth/Nodes=1");
  expect_contains(warning, "the depth has too few nodes; try Depth/Nodes = 3");
  const double wrong = final_loss();
  EXPECT_EQ(warnings(settings + "--set Depth/Nodes=3"), "");
  const double mended = final_loss();
  EXPECT_EQ(warnings(settings + "--set Depth/Nodes=5"), "");
  const double right = final_loss();
  EXPECT_GT(std::abs(wrong - right), 0.01 * right);
  EXPECT_LT(std::abs(mended - right), 1e-3 * right);
}

TEST_F(AccuracyWarnings, LargeInputsAreNamedAtTheStart) {
  const std::string warning = warnings("--set Data/Source=csv --set Data/File=large.csv --set "
                                       "Data/Standardise=none --set 'Time/End time=0.05'");
  EXPECT_EQ(warning.find("warning: x0 (mean "), 0U) << warning;
  expect_contains(warning, "warning: t = 0: ");
  expect_contains(warning, "the mesh of inner weights is too coarse; try Weights/Inner cells");
}

TEST_F(AccuracyWarnings, ARunThatGoesOnDoesNotRepeatThem) {
  const std::string settings = "--set Network/Alpha=10 --set Depth/Nodes=1 ";
  const std::string whole = warnings(settings + "--set 'Time/End time=0.6'");
  warnings(settings + "--set 'Time/End time=0.3'");
  EXPECT_EQ(warnings(settings + "--set 'Time/End time=0.6' --resume"), whole);
}

} // namespace
