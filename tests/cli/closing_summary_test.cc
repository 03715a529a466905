// SPDX-License-Identifier: Apache-2.0
// What a run says at its end: at most six lines with loss, fit, warnings, where to look; and what
// the progress lines say of the pictures to come.
#include "../expect_error.h"
#include "quick_pictures.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;

/// The lines of @p output behind the last line of progress.
std::vector<std::string> closing_lines(const std::string &output) {
  std::vector<std::string> lines;
  std::istringstream text(output);
  for (std::string line; std::getline(text, line);)
    if (line.rfind("t = ", 0) == 0)
      lines.clear();
    else
      lines.push_back(line);
  return lines;
}

class ClosingSummary : public testing::TestWithParam<std::string> {
protected:
  CommandResult run(const std::string &arguments) const {
    return run_command(folder_, program_path(GetParam()), "problem.prm --output out " + arguments);
  }
  const TemporaryFolder folder_;
};

TEST_P(ClosingSummary, SaysLossFitAndWhereToLook) {
  folder_.write("problem.prm", small_problem());
  const CommandResult result = run("");
  ASSERT_EQ(result.status, 0) << result.error;
  const auto last = numbers_of(folder_.read("out/statistics.csv")).back();
  std::ostringstream loss;
  loss.precision(7);
  loss << "loss " << last[3];
  loss.precision(4);
  loss << ", at t = 0.3, R^2 " << last[14];
  std::vector<std::string> lines = closing_lines(result.output);
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [](const auto &line) { return line.rfind("warning", 0) == 0; }),
              lines.end());
  EXPECT_EQ(lines.front(), loss.str());
  EXPECT_EQ(lines[lines.size() - 2], "results in out");
  EXPECT_EQ(lines.back(),
            "look at statistics.csv, predictions.csv there; pictures: rhoflow-plot out");
  EXPECT_EQ(run("--quiet").output, "");
}

TEST_P(ClosingSummary, CountsWrongSignsOfClasses) {
  folder_.write("problem.prm",
                small_problem("subsection Data\n  set Source = step\n  set Samples = 6\nend\n")
                    .substr(std::string("subsection Data\n  set Source = sine\n"
                                        "  set Samples = 6\nend\n")
                                .size()));
  const CommandResult result = run("");
  ASSERT_EQ(result.status, 0) << result.error;
  int wrong = 0, samples = 0;
  for (const auto &row : numbers_of(folder_.read("out/predictions.csv"))) {
    wrong += row[1] * row[2] <= 0 ? 1 : 0;
    ++samples;
  }
  expect_contains(result.output, ", wrong sign: " + std::to_string(wrong) + " of " +
                                     std::to_string(samples) + " samples\n");
}

INSTANTIATE_TEST_SUITE_P(, ClosingSummary, testing::Values("rhoflow", "rhoflow_particles"),
                         [](const auto &instance) { return instance.param; });

TEST(ClosingSummaryOfDensities, CountsWarningsAndQuotesTheFirst) {
  const QuickPictures pictures;
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result =
      run_command(folder, rhoflow_program,
                  "problem.prm --output out --set 'Weights/Inner degree=2' --set Network/Beta=8 "
                  "--set 'Time/End time=1' --set Output/Pictures=true");
  ASSERT_EQ(result.status, 0) << result.error;
  const std::string log = folder.read("out/run.log");
  int warnings = 0;
  for (std::size_t at = log.find("warning: "); at != std::string::npos;
       at = log.find("warning: ", at + 1))
    ++warnings;
  ASSERT_GE(warnings, 1);
  const std::string first = log.substr(log.find("warning: ") + 9, 40);
  expect_contains(result.output, (warnings == 1 ? "\n1 warning (run.log): "
                                                : "\n" + std::to_string(warnings) +
                                                      " warnings (run.log), the first: ") +
                                     first);
  const std::vector<std::string> lines = closing_lines(result.output);
  EXPECT_EQ(lines.back(),
            "look at statistics.csv, predictions.csv and images/ there; pictures for a "
            "paper: rhoflow-plot out --format pdf");
}

TEST(ClosingSummaryOfDensities, SaysTheErrorWhereItIsKnown) {
  const TemporaryFolder folder;
  folder.write("data.csv", "x0,y\n-1,0.9\n-0.5,0.1\n0,-0.2\n0.5,0.1\n1,0.9\n");
  const CommandResult result = run_command(
      folder, rhoflow_program,
      "--set Data/File=data.csv --output out --set Accuracy/Loss=1e-2 --set 'Time/End time=0.5' "
      "--set Output/Fields=false --set Output/Pictures=false" +
          theory_settings(false));
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_LE(closing_lines(result.output).size(), 6u) << result.output;
  expect_contains(result.output, " (errors.csv), at t = 0.5");
  const std::string line = result.output.substr(result.output.find(", error about ") + 14);
  const auto rows = numbers_of(folder.read("out/errors.csv"));
  EXPECT_NEAR(std::stod(line), rows.back()[2], 0.1 * rows.back()[2]);
  EXPECT_EQ(result.output.find("R^2"), std::string::npos) << "another line says it";
  expect_contains(result.output, "the predictions ");
}

TEST(TimeLeft, HasThePicturesOfTheRunBefore) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  folder.write("slow.sh", "#!/bin/sh\nsleep 2\n");
  std::filesystem::permissions(folder.path("slow.sh"), std::filesystem::perms::owner_all);
  const auto run = [&] {
    return run_command(folder, "env",
                       "RHOFLOW_PLOT=" + folder.path("slow.sh") + " " + rhoflow_program +
                           " problem.prm --output out --set Output/Pictures=true");
  };
  const CommandResult first = run();
  ASSERT_EQ(first.status, 0) << first.error;
  expect_contains(first.output, " and pictures left\n");
  const CommandResult second = run();
  ASSERT_EQ(second.status, 0) << second.error;
  EXPECT_EQ(second.output.find("and pictures left"), std::string::npos) << second.output;
  const std::size_t left = second.output.find(" s left\n");
  ASSERT_NE(left, std::string::npos) << second.output;
  const std::size_t start = second.output.rfind(' ', left - 1);
  EXPECT_GE(std::stod(second.output.substr(start, left - start)), 2.);
}

} // namespace
