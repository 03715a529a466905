// SPDX-License-Identifier: Apache-2.0
// What a run on points says of its errors, and points, depth nodes and steps chosen for an error.
#include "../expect_error.h"
#include "../paths.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace {

using namespace rhoflow::test;

const std::string columns = "time,loss,loss_error,points,depth,steps,predictions_error";
enum Column { time_column, loss, loss_error, points, depth, steps, predictions_error };

class PointAccuracy : public testing::Test {
protected:
  void SetUp() override {
    folder_.write("problem.prm",
                  "subsection Data\n  set Source = sine\n  set Samples = 6\nend\n"
                  "subsection Depth\n  set Nodes = 3\nend\n"
                  "subsection Time\n  set End time = 1\n  set Output interval = 0.5\nend\n"
                  "subsection Points\n  set Number = 1024\n  set Shifts = 4\nend\n"
                  "subsection Output\n  set Pictures = false\n  set Curve points = 0\nend\n"
                  "subsection Theory\n  set Gram matrices = false\nend\n");
  }
  CommandResult run(const std::string &arguments) const {
    return run_command(folder_, points_program, "problem.prm " + arguments);
  }
  /// errors.csv of a run that has to succeed, line by line.
  std::vector<std::vector<double>> errors_of(const std::string &name,
                                             const std::string &arguments) const {
    const CommandResult result = run("--quiet --output " + name + " " + arguments);
    EXPECT_EQ(result.status, 0) << result.error;
    return errors_in(name);
  }
  std::vector<std::vector<double>> errors_in(const std::string &name) const {
    const std::string text = folder_.read(name + "/errors.csv");
    EXPECT_EQ(text.substr(0, text.find('\n')), columns);
    return numbers_of(text);
  }
  /// Points/Number in the parameter file that the run has written.
  std::string chosen_number(const std::string &name) const {
    const std::string text = folder_.read(name + "/parameters.prm"), key = "set Number = ";
    const std::size_t begin = text.find(key) + key.size();
    return text.substr(begin, text.find('\n', begin) - begin);
  }
  /// Many points, depth nodes and steps.
  std::vector<std::vector<double>> exact(const std::string &arguments) const {
    return errors_of("exact", "--set Points/Number=8192 --set Depth/Nodes=6 --set "
                              "Time/Tolerance=1e-7 " +
                                  arguments);
  }

  TemporaryFolder folder_;
};

TEST_F(PointAccuracy, EveryRunSaysWhatPointsDepthAndStepsDo) {
  const auto rows = errors_of("out", "--set Depth/Nodes=1");
  const auto reference = exact("");
  ASSERT_EQ(rows.size(), 3u);
  const auto statistics = numbers_of(folder_.read("out/statistics.csv"));
  for (std::size_t k = 0; k < rows.size(); ++k) {
    EXPECT_NEAR(rows[k][loss_error], rows[k][points] + rows[k][depth] + rows[k][steps], 1e-18);
    EXPECT_GT(rows[k][points], 0.);
    EXPECT_LT(std::abs(rows[k][loss] - reference[k][loss]), 2. * rows[k][loss_error]) << k;
  }
  EXPECT_GT(rows.back()[depth], 0.);
  EXPECT_GT(rows.back()[steps], 0.);
  EXPECT_GT(rows.back()[predictions_error], 0.);
}

TEST_F(PointAccuracy, TheDepthIsNamedWhereItIsTheCauseAndTheRemedyHelps) {
  const std::string strong = "--set Network/Alpha=10 ";
  const CommandResult result = run(strong + "--output coarse --set Depth/Nodes=1");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "since the depth has too few nodes; try Depth/Nodes = 2");
  const auto rows = errors_in("coarse"), reference = exact(strong),
             mended = errors_of("mended", strong + "--set Depth/Nodes=2");
  for (std::size_t k = 1; k < rows.size(); ++k) {
    const double error = std::abs(rows[k][loss] - reference[k][loss]);
    EXPECT_LT(error, 2. * rows[k][loss_error]) << k;
    EXPECT_GT(error, 0.1 * rows[k][loss_error]) << k;
    EXPECT_LT(std::abs(mended[k][loss] - reference[k][loss]), 0.5 * error) << k;
  }
  EXPECT_GT(std::abs(rows.back()[loss] - reference.back()[loss]), 0.01 * reference.back()[loss]);
}

TEST_F(PointAccuracy, AnAccuracyIsReachedAndTheChoiceCanBeRepeated) {
  const std::string strong = "--set Network/Beta=3 ";
  const auto reference = exact(strong);
  for (const double goal : {1e-2, 1e-4}) {
    const std::string name = goal > 1e-3 ? "coarse" : "fine";
    const CommandResult result =
        run(strong + "--output " + name + " --set Accuracy/Loss=" + std::to_string(goal));
    ASSERT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(result.output.find("warning"), std::string::npos) << result.output;
    const auto rows = errors_in(name);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      EXPECT_LT(rows[k][loss_error], goal * rows[k][loss]) << k;
      EXPECT_LT(std::abs(rows[k][loss] - reference[k][loss]), goal * rows[k][loss]) << k;
    }
  }
  const std::string parameters = folder_.read("fine/parameters.prm");
  expect_contains(parameters, "  set Loss = 0\n  set Predictions = 0\n");
  folder_.write("again.prm", parameters);
  const CommandResult again =
      run_command(folder_, points_program, "again.prm --output again --threads 1");
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(again.output.find("accuracy: "), std::string::npos) << again.output;
  const auto repeated = errors_in("again"), first = errors_in("fine");
  ASSERT_EQ(repeated.size(), first.size());
  for (std::size_t k = 0; k < first.size(); ++k)
    for (const Column column : {time_column, loss, points})
      EXPECT_EQ(repeated[k][column], first[k][column]) << k;
}

// The standard error of 512 points is an eighth of that of 1024 here: what few points let hope is
// not believed.
TEST_F(PointAccuracy, ALuckyStandardErrorIsNotBelieved) {
  const CommandResult result =
      run("--set Network/Alpha=5 --set Network/Beta=5 --set Accuracy/Loss=1e-3 --output lucky");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output.find("warning"), std::string::npos) << result.output;
  const std::string chosen = chosen_number("lucky");
  EXPECT_LE(std::stoi(chosen), 8192);
  expect_contains(result.output,
                  ": " + chosen + " points of the encoder: error by their number 0.");
  for (const auto &row : errors_in("lucky"))
    EXPECT_LT(row[loss_error], 1e-3 * row[loss]);
}

TEST_F(PointAccuracy, ErrorsAndChoiceStayInARunThatGoesOn) {
  const std::string common = "--set Accuracy/Loss=1e-2 ";
  const auto whole = errors_of("whole", common + "--set 'Time/End time=0.5'");
  ASSERT_EQ(run("--quiet --output parts --set 'Time/End time=0.5' " + common).status, 0);
  const CommandResult other = run("--output parts --resume --set Accuracy/Loss=1e-3");
  EXPECT_EQ(other.status, 2);
  expect_contains(other.error, "was chosen for 0.01; set that value");
  const auto rest = errors_of("parts", common + "--resume");
  ASSERT_EQ(rest.size(), 3u);
  for (std::size_t k = 0; k < 2; ++k)
    EXPECT_EQ(rest[k], whole[k]);
  EXPECT_GT(rest.back()[loss_error], 0.); // the later end has companions of its own
  EXPECT_LT(rest.back()[loss_error], 1e-2 * rest.back()[loss]);
}

TEST_F(PointAccuracy, AGoalThatALaterEndMissesIsToldWithARemedyThatHelps) {
  const std::string strong = "--set Network/Alpha=5 --set Network/Beta=3 "
                             "--set 'Time/Output interval=0.25' --set 'Time/End time=",
                    goal = "--set Accuracy/Loss=1e-3 ", later = "0.75' ";
  ASSERT_EQ(run("--quiet --output parts " + goal + strong + "0.25'").status, 0);
  const CommandResult rest = run("--output parts --resume " + goal + strong + later);
  ASSERT_EQ(rest.status, 0) << rest.error;
  const std::string announcement = "times what was allowed at t = 0.75 (errors.csv); set ";
  expect_contains(rest.output, announcement);
  const std::size_t begin = rest.output.find(announcement) + announcement.size();
  const std::string remedy = rest.output.substr(begin, rest.output.find('\n', begin) - begin);
  const std::size_t next = remedy.find(", ");
  ASSERT_NE(next, std::string::npos) << remedy;
  EXPECT_EQ(remedy.substr(0, remedy.find(" = ")), "Points/Number") << remedy;
  EXPECT_EQ(remedy.substr(next, remedy.rfind(" = ") - next), ", Points/Head number") << remedy;
  const auto missed = errors_in("parts"),
             mended = errors_of("mended", strong + later + "--set '" + remedy.substr(0, next) +
                                              "' --set '" + remedy.substr(next + 2) + "'");
  EXPECT_GT(missed.back()[loss_error], 1e-3 * missed.back()[loss]);
  EXPECT_LT(mended.back()[loss_error], 1e-3 * mended.back()[loss]);
}

TEST_F(PointAccuracy, LimitsAreToldAndTheRunIsTheBestWithinThem) {
  const CommandResult slow =
      run("--output slow --set Accuracy/Loss=1e-7 --set Accuracy/Seconds=0.001");
  ASSERT_EQ(slow.status, 0) << slow.error;
  expect_contains(slow.output, "the accuracy asked for is not reached");
  expect_contains(slow.output, " points would take about ");
  const CommandResult later = run("--output slow --resume --set Accuracy/Loss=1e-7 --set "
                                  "Accuracy/Seconds=0.001 --set 'Time/End time=1.5'");
  ASSERT_EQ(later.status, 0) << later.error;
  expect_contains(later.output, "the accuracy asked for is not reached");
  EXPECT_EQ(later.output.find("is missed"), std::string::npos) << later.output;
  const CommandResult large =
      run("--output large --set Accuracy/Loss=1e-7 --set Accuracy/Memory=0.19");
  ASSERT_EQ(large.status, 0) << large.error;
  expect_contains(large.output, " points would take 0.");
  expect_contains(large.output, " GiB");
}

TEST_F(PointAccuracy, CanBeSwitchedOffAndIsAnnouncedByValidate) {
  const CommandResult off = run("--output off --set Accuracy/Estimate=false");
  ASSERT_EQ(off.status, 0) << off.error;
  EXPECT_FALSE(std::filesystem::exists(folder_.path("off/errors.csv")));
  expect_contains(off.output, ", standard error ");
  EXPECT_EQ(off.output.find("error about"), std::string::npos) << off.output;
  const CommandResult valid = run("--validate --set Accuracy/Loss=1e-3");
  ASSERT_EQ(valid.status, 0) << valid.error;
  expect_contains(valid.output, "chosen by trial runs");
}

} // namespace
