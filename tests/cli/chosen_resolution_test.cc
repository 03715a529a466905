// SPDX-License-Identifier: Apache-2.0
// Runs with the section Accuracy from outside: the error is what was asked for and what is said,
// the choice can be repeated and continued, and its limits are told.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <sstream>

namespace {

using namespace rhoflow::test;

const std::string no_fields = " --set Output/Fields=false ";

/// The columns time, loss and loss_error of errors.csv.
struct Errors {
  std::vector<std::vector<double>> rows;

  explicit Errors(const std::string &csv) : rows(numbers_of(csv)) {
    EXPECT_EQ(csv.substr(0, csv.find('\n')),
              "time,loss,loss_error,outer_encoder,outer_head,inner_encoder,inner_head,box,depth,"
              "steps,predictions_error");
  }
  double loss(std::size_t k) const { return rows.at(k).at(1); }
  double error(std::size_t k) const { return rows.at(k).at(2); }
};

/// statistics.csv without its last columns, which hold times of the clock and tests.
std::vector<std::vector<double>> statistics_of(const TemporaryFolder &folder,
                                               const std::string &run) {
  std::vector<std::vector<double>> rows = numbers_of(folder.read(run + "/statistics.csv"));
  for (std::vector<double> &row : rows)
    row.resize(13);
  return rows;
}

class ChosenResolution : public testing::Test {
protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    folder_->write("problem.prm", small_problem("subsection Network\n  set Beta = 4\nend\n"));
    const CommandResult result = run_command(
        *folder_, rhoflow_program,
        "problem.prm --output run --set Accuracy/Loss=1e-3 --set 'Time/End time=1'" + no_fields);
    EXPECT_EQ(result.status, 0) << result.error;
    output_ = new std::string(result.output);
  }
  static void TearDownTestSuite() {
    delete folder_;
    delete output_;
  }
  static TemporaryFolder *folder_;
  static std::string *output_;
};

TemporaryFolder *ChosenResolution::folder_ = nullptr;
std::string *ChosenResolution::output_ = nullptr;

TEST_F(ChosenResolution, HasTheErrorThatWasAskedForAndSaysIt) {
  // Two steps finer than what is chosen for 1e-5.
  ASSERT_EQ(run_command(*folder_, rhoflow_program,
                        "problem.prm --quiet --output fine --set 'Time/End time=1' "
                        "--set 'Weights/Outer nodes=24' --set 'Weights/Inner cells=16' --set "
                        "'Weights/Inner degree=6' --set 'Weights/Half width=6.5' --set "
                        "Depth/Nodes=4 --set Time/Tolerance=1e-7" +
                            no_fields)
                .status,
            0);
  const Errors errors(folder_->read("run/errors.csv"));
  const std::vector<std::vector<double>> exact = numbers_of(folder_->read("fine/statistics.csv"));
  ASSERT_EQ(errors.rows.size(), 11u);
  ASSERT_EQ(exact.size(), 11u);
  std::size_t n_below_half = 0;
  for (std::size_t k = 1; k < exact.size(); ++k) {
    const double error = std::abs(errors.loss(k) - exact[k][3]);
    EXPECT_LT(error, 1e-3 * exact[k][3]) << k;
    EXPECT_LT(error, errors.error(k) / 0.3) << k;
    n_below_half += error > 2. * errors.error(k) ? 1 : 0;
    EXPECT_LT(errors.error(k), 1e-3 * exact[k][3]) << k;
    double sum = 0.;
    for (std::size_t cause = 3; cause < 10; ++cause)
      sum += errors.rows[k][cause];
    EXPECT_NEAR(errors.error(k), sum, 1e-15) << k;
  }
  EXPECT_LE(n_below_half, 1u);
  // Not the finest of all grids either.
  EXPECT_GT(std::abs(errors.loss(10) - exact[10][3]), 1e-6 * exact[10][3]);
  expect_contains(*output_, "accuracy: ");
  expect_contains(*output_, ", error about ");
  EXPECT_EQ(output_->find("warning"), std::string::npos) << *output_;
}

TEST_F(ChosenResolution, IsWrittenSoThatTheRunCanBeRepeatedWithoutSearch) {
  const std::string parameters = folder_->read("run/parameters.prm");
  expect_contains(parameters, "  set Loss = 0\n  set Predictions = 0\n");
  folder_->write("again.prm", parameters);
  const CommandResult again = run_command(*folder_, rhoflow_program, "again.prm --output again");
  ASSERT_EQ(again.status, 0) << again.error;
  EXPECT_EQ(again.output.find("accuracy: "), std::string::npos) << again.output;
  EXPECT_EQ(statistics_of(*folder_, "again"), statistics_of(*folder_, "run"));
}

TEST_F(ChosenResolution, DoesNotDependOnTheThreads) {
  const CommandResult result =
      run_command(*folder_, rhoflow_program,
                  "problem.prm --quiet --threads 1 --output one --set Accuracy/Loss=1e-3 --set "
                  "'Time/End time=1'" +
                      no_fields);
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(folder_->read("one/errors.csv"), folder_->read("run/errors.csv"));
}

TEST_F(ChosenResolution, StaysInARunThatGoesOn) {
  const std::string common =
      "problem.prm --quiet --set Accuracy/Loss=1e-2 --output part" + no_fields;
  ASSERT_EQ(run_command(*folder_, rhoflow_program, common).status, 0);
  const std::string before = folder_->read("part/errors.csv");
  const CommandResult on =
      run_command(*folder_, rhoflow_program, common + " --resume --set 'Time/End time=0.5'");
  ASSERT_EQ(on.status, 0) << on.error;
  const std::string after = folder_->read("part/errors.csv");
  EXPECT_EQ(after, before); // the search has not looked further
  EXPECT_TRUE(std::isnan(numbers_of(folder_->read("part/statistics.csv")).back().at(18)));
}

TEST_F(ChosenResolution, GoesOnForTheSameGoalOnly) {
  const std::string common = "problem.prm --quiet --output goal" + no_fields;
  ASSERT_EQ(run_command(*folder_, rhoflow_program, common + "--set Accuracy/Loss=1e-2").status, 0);
  const std::string later = common + "--resume --set 'Time/End time=0.4' ";
  const auto expect_refused = [&](const std::string &goal, const std::string &message) {
    const std::string record = folder_->read("goal/run.json");
    const CommandResult result = run_command(*folder_, rhoflow_program, later + goal);
    EXPECT_EQ(result.status, 2) << goal;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, message);
    EXPECT_EQ(folder_->read("goal/run.json"), record);
  };
  expect_refused("--set Accuracy/Loss=1e-3",
                 "Accuracy/Loss = 0.001, but the resolution of this run was chosen for 0.01; ");
  expect_refused("--set Accuracy/Loss=1e-2 --set Accuracy/Predictions=1e-2",
                 "Accuracy/Predictions = 0.01, but the resolution of this run was chosen for 0; ");
  EXPECT_EQ(run_command(*folder_, rhoflow_program, later + "--set Accuracy/Loss=1e-2").status, 0);
  // What is written repeats the run without a search, and goes on without a goal or with its own.
  expect_contains(folder_->read("goal/parameters.prm"), "  set Loss = 0\n");
  for (const char *more :
       {"goal/parameters.prm --set 'Time/End time=0.5'",
        "goal/parameters.prm --set 'Time/End time=0.6' --set Accuracy/Loss=1e-2"}) {
    const CommandResult result = run_command(*folder_, rhoflow_program,
                                             std::string(more) + " --quiet --output goal --resume");
    EXPECT_EQ(result.status, 0) << result.error;
  }
}

TEST_F(ChosenResolution, IsNotAskedForInARunThatHasOne) {
  const std::string common = "problem.prm --quiet --output given" + no_fields;
  ASSERT_EQ(run_command(*folder_, rhoflow_program, common).status, 0);
  const std::string record = folder_->read("given/run.json");
  const CommandResult result =
      run_command(*folder_, rhoflow_program,
                  common + "--resume --set 'Time/End time=0.4' --set Accuracy/Loss=1e-3");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "--resume: Accuracy/Loss = 0.001, but the resolution of this run "
                                "was given, not chosen; leave that key away");
  EXPECT_EQ(folder_->read("given/run.json"), record);
}

TEST_F(ChosenResolution, HoldsANarrowStart) {
  const CommandResult result = run_command(
      *folder_, rhoflow_program,
      "problem.prm --quiet --set Accuracy/Loss=1e-2 --set 'Weights/Initial variance=1,0.02,0.02' "
      "--output narrow_in_w" +
          no_fields);
  ASSERT_EQ(result.status, 0) << result.error;
}

TEST_F(ChosenResolution, RefusesMemoryThatNoGridHasEnoughOf) {
  const CommandResult result = run_command(
      *folder_, rhoflow_program,
      "problem.prm --set Accuracy/Loss=1e-2 --set Accuracy/Memory=0.001 --output little");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, "Accuracy/Memory = 0.001: the coarsest resolution takes ");
  EXPECT_FALSE(std::filesystem::exists(folder_->path("little")));
}

TEST_F(ChosenResolution, LeavesOutWhatANetworkDoesNotHave) {
  const CommandResult result = run_command(*folder_, rhoflow_program,
                                           "problem.prm --quiet --set Accuracy/Loss=1e-3 --set "
                                           "Network/Head=fixed --set Depth/Rule=euler "
                                           "--output fixed" +
                                               no_fields);
  ASSERT_EQ(result.status, 0) << result.error;
  for (const std::vector<double> &row : numbers_of(folder_->read("fixed/errors.csv")))
    for (const std::size_t of_nothing : {4, 6, 8}) // outer and inner of the head, depth
      EXPECT_EQ(row.at(of_nothing), 0.);
  expect_contains(folder_->read("fixed/parameters.prm"), "set Nodes = 3\n");
}

TEST_F(ChosenResolution, SaysWhatCannotBeReached) {
  const std::string common = "problem.prm --set Accuracy/Loss=1e-6 --output short --overwrite" +
                             no_fields + "--set Network/Beta=10 ";
  for (const auto &[setting, message] : {std::pair{"--set Accuracy/Memory=0.18", " GiB"},
                                         {"--set Accuracy/Seconds=0.001", " would take about "}}) {
    const CommandResult result = run_command(*folder_, rhoflow_program, common + setting);
    ASSERT_EQ(result.status, 0) << result.error;
    expect_contains(result.output, "the accuracy asked for is not reached but ");
    expect_contains(result.output, message);
    expect_contains(folder_->read("short/run.log"), "the accuracy asked for is not reached but ");
  }
}

TEST_F(ChosenResolution, SaysAgainInEveryPartWhatIsNotReached) {
  const std::string common = "--output parts" + no_fields;
  const CommandResult first = run_command(
      *folder_, rhoflow_program,
      "problem.prm --set Accuracy/Loss=1e-6 --set Network/Beta=10 --set Accuracy/Seconds=0.001 " +
          common);
  ASSERT_EQ(first.status, 0) << first.error;
  const auto line_after = [](const std::string &text, const std::string &words) {
    const std::size_t begin = text.find(words);
    return begin == std::string::npos
               ? std::string()
               : text.substr(begin + words.size(), text.find('\n', begin) - begin - words.size());
  };
  const std::string warning = line_after(first.output, "warning: t = 0: ");
  expect_contains(warning, "the accuracy asked for is not reached but ");
  // Twice, since what a part says is to be kept by that part, too.
  for (const std::string time : {"0.4", "0.5"}) {
    const std::string before = time == "0.4" ? "0.3" : "0.4";
    const CommandResult part =
        run_command(*folder_, rhoflow_program,
                    "parts/parameters.prm --resume --set 'Time/End time=" + time + "' " + common);
    ASSERT_EQ(part.status, 0) << part.error;
    EXPECT_EQ(line_after(part.output, "warning: t = " + before + ": "), warning);
    expect_contains(part.output, "1 warning (run.log): t = " + before +
                                     ": the accuracy asked for is not reached but ");
    expect_contains(folder_->read("parts/run.log"), "warning: t = " + before + ": " + warning);
  }
}

TEST_F(ChosenResolution, ReplacesAGridThatDoesNotHoldTheStart) {
  const std::string narrow = "problem.prm --set 'Weights/Initial variance=0.04' --set "
                             "'Weights/Head initial variance=0.04' --output narrow" +
                             no_fields;
  EXPECT_EQ(run_command(*folder_, rhoflow_program, narrow).status, 2);
  const CommandResult valid =
      run_command(*folder_, rhoflow_program, narrow + "--validate --set Accuracy/Loss=1e-2");
  EXPECT_EQ(valid.status, 0) << valid.error;
  expect_contains(valid.output, "the resolution is chosen by trial runs when the run starts");
  EXPECT_FALSE(std::filesystem::exists(folder_->path("narrow")));
  const CommandResult result =
      run_command(*folder_, rhoflow_program, narrow + "--set Accuracy/Loss=1e-2");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(folder_->read("narrow/parameters.prm"), "set Half width = 2.");
}

TEST_F(ChosenResolution, IsRefusedWhereItMeansNothing) {
  std::filesystem::create_directory(folder_->path("taken"));
  folder_->write("taken/statistics.csv", "mine");
  for (const auto &[arguments, message] :
       {std::pair{"--set Accuracy/Loss=2 --output none", "Accuracy/Loss = '2'"},
        {"--set Accuracy/Loss=-1 --output none", "Accuracy/Loss = '-1'"},
        {"--set Accuracy/Loss=1e-2 --output taken", "'statistics.csv' would be replaced"}}) {
    const CommandResult result = run_command(
        *folder_, rhoflow_program, "problem.prm --quiet " + std::string(arguments) + no_fields);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, message);
  }
  EXPECT_EQ(folder_->read("taken/statistics.csv"), "mine");
  const CommandResult stationary =
      run_command(*folder_, stationary_program,
                  "problem.prm --quiet --output none --set Accuracy/Loss=1e-2 --set "
                  "Noise/Temperature=0.1 --set Noise/Confinement=0.1");
  EXPECT_EQ(stationary.status, 2);
  expect_contains(stationary.error, "takes the resolution as it is given");
  EXPECT_FALSE(std::filesystem::exists(folder_->path("none")));
}

} // namespace
