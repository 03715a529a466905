// SPDX-License-Identifier: Apache-2.0
// The errors that a run on a grid of the user estimates: true to a factor, by their cause, with a
// remedy that helps, and the same however the run is made.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <sstream>

namespace {

using namespace rhoflow::test;

/// The columns of a table by name.
std::map<std::string, std::vector<double>> columns_of(const std::string &csv) {
  std::istringstream names(csv.substr(0, csv.find('\n')));
  std::map<std::string, std::vector<double>> columns;
  const std::vector<std::vector<double>> rows = numbers_of(csv);
  std::size_t column = 0;
  for (std::string name; std::getline(names, name, ','); ++column)
    for (const std::vector<double> &row : rows)
      columns[name].push_back(row.at(column));
  return columns;
}

class EstimatedErrorsOfRuns : public testing::Test {
protected:
  void SetUp() override { folder_.write("problem.prm", small_problem()); }
  CommandResult run(const std::string &arguments) const {
    CommandResult result = run_command(
        folder_, rhoflow_program,
        "problem.prm --set Accuracy/Estimate=true --set Output/Fields=false " + arguments);
    EXPECT_EQ(result.status, 0) << result.error;
    return result;
  }
  std::map<std::string, std::vector<double>> columns(const std::string &file) const {
    return columns_of(folder_.read(file));
  }
  /// The warnings in the log of the run in @p folder.
  std::string warnings(const std::string &folder) const {
    std::string found;
    std::istringstream lines(folder_.read(folder + "/run.log"));
    for (std::string line; std::getline(lines, line);)
      if (line.compare(0, 8, "warning:") == 0)
        found += line + '\n';
    return found;
  }

  const TemporaryFolder folder_;
};

const std::string fine_grid =
    " --set 'Weights/Outer nodes=20' --set 'Weights/Inner cells=14' --set 'Weights/Inner degree=7' "
    "--set 'Weights/Half width=7' --set Depth/Nodes=5 --set Time/Tolerance=1e-8 "
    "--set Accuracy/Estimate=false ";

TEST_F(EstimatedErrorsOfRuns, AreTrueToAFactorInEveryFile) {
  const std::string problem =
      "--quiet --set Network/Alpha=3 --set Network/Beta=3 --set 'Time/End time=1' " +
      theory_settings(true) + " --set Theory/Characteristics=0 ";
  run(problem + "--output run");
  run(problem + fine_grid + "--output fine");
  const auto expect_true = [&](const std::string &file, const std::string &value,
                               const std::string &error) {
    const auto here = columns("run/" + file), fine = columns("fine/" + file);
    ASSERT_FALSE(here.at(error).empty());
    for (std::size_t k = 0; k < here.at(value).size(); ++k) {
      const double off = std::abs(here.at(value)[k] - fine.at(value)[k]);
      EXPECT_LE(off, here.at(error)[k] / 0.3 + 1e-12) << value << ' ' << k;
      if (off > 1e-9) { // more than what changes its sign now and then
        EXPECT_LE(here.at(error)[k], 40. * off) << value << ' ' << k;
      }
    }
  };
  expect_true("statistics.csv", "loss", "loss_error");
  expect_true("statistics.csv", "second_moment_encoder", "second_moment_encoder_error");
  expect_true("statistics.csv", "second_moment_head", "second_moment_head_error");
  expect_true("statistics.csv", "dissipation", "dissipation_error");
  expect_true("predictions.csv", "prediction", "error");
  for (const std::string name : {"lambda_min_g1", "lambda_min_g2", "lambda_min_sum",
                                 "kl_head_by_rate", "kl_encoder_by_rate"})
    expect_true("theory.csv", name, name + "_error");
}

TEST_F(EstimatedErrorsOfRuns, AddUpOverTheCausesAndStandInTheSummary) {
  const CommandResult result = run("--output out --set 'Weights/Head outer nodes=6'");
  expect_contains(result.output, ", error about ");
  const auto errors = columns("out/errors.csv"), statistics = columns("out/statistics.csv");
  for (std::size_t k = 0; k < statistics.at("time").size(); ++k) {
    double sum = 0.;
    for (const char *cause :
         {"outer_encoder", "outer_head", "inner_encoder", "inner_head", "box", "depth", "steps"})
      sum += errors.at(cause)[k];
    EXPECT_NEAR(errors.at("loss_error")[k], sum, 1e-15);
    EXPECT_EQ(errors.at("loss_error")[k], statistics.at("loss_error")[k]);
  }
}

// With two inputs walls are looked at on coarse meshes first, and on those that are given where
// they do something there.
TEST_F(EstimatedErrorsOfRuns, OfWallsAreSeenWithTwoInputsWhereThereAreSome) {
  const std::string two_inputs =
      "--quiet --set 'Data/Source=two spirals' --set Data/Samples=8 --set Network/Beta=6 --set "
      "Network/Alpha=2 --set 'Time/End time=1' --set 'Time/Output interval=1' --set "
      "'Weights/Inner cells=4' --set 'Weights/Outer nodes=4' --set 'Weights/Head outer nodes=12' "
      "--set Depth/Nodes=2 --set Time/Tolerance=1e-3 ";
  run(two_inputs + "--output near --set 'Weights/Initial variance=0.04' --set 'Weights/Head "
                   "initial variance=0.04' --set 'Weights/Half width=0.85' --set "
                   "'Weights/Inner degree=5'");
  expect_contains(warnings("near"), "the walls of the box of inner weights are too near");
  run(two_inputs + "--output far --set 'Weights/Half width=6' --set 'Weights/Inner degree=6'");
  EXPECT_EQ(warnings("far").find("walls"), std::string::npos) << warnings("far");
  const auto near = columns("near/errors.csv"), far = columns("far/errors.csv");
  EXPECT_GT(near.at("box").back(), 0.05 * near.at("loss_error").back());
  EXPECT_GT(far.at("box").back(), 0.);
  EXPECT_LT(far.at("box").back(), 0.3 * far.at("loss_error").back());
}

TEST_F(EstimatedErrorsOfRuns, NameTheCauseAndASettingThatHelps) {
  struct Case {
    std::string settings, complaint, key;
  };
  for (const auto &[settings, complaint, key] :
       {Case{"--set Network/Alpha=10 --set 'Time/End time=0.6' --set Depth/Nodes=1",
             "the depth has too few nodes; try ", "Depth/Nodes = 2"},
        Case{"--set 'Weights/Initial variance=1,0.04,0.04' --set 'Weights/Head initial "
             "variance=1,0.04,0.04' --set 'Weights/Half width=0.85' --set Network/Beta=3 --set "
             "'Weights/Outer nodes=14' --set 'Time/End time=2'",
             "the walls of the box of inner weights are too near; try ",
             "Weights/Inner cells = 10"},
        Case{"--set 'Weights/Head inner cells=6' --set 'Weights/Head inner degree=2' "
             "--set Network/Beta=4 --set 'Time/End time=1'",
             "the head's mesh of inner weights is too coarse; try ",
             "Weights/Head inner degree = 3"},
        Case{"--set 'Weights/Head outer nodes=3' --set Network/Beta=4 --set 'Time/End time=2'",
             "the head has too few outer nodes; try ", "Weights/Head outer nodes = 5"}}) {
    run("--quiet --output coarse --overwrite " + settings);
    const std::string warning = warnings("coarse");
    expect_contains(warning, complaint);
    const std::size_t from = warning.find(complaint) + complaint.size();
    const std::string remedy = warning.substr(from, warning.find(", with which", from) - from);
    EXPECT_EQ(remedy.substr(0, key.size()), key) << warning;
    std::string remedied = settings;
    std::istringstream parts(remedy);
    for (std::string part; std::getline(parts, part, ',');)
      remedied += " --set '" + part.substr(part.find_first_not_of(' ')) + "'";
    run("--quiet --output mended --overwrite " + remedied);
    const double before = columns("coarse/errors.csv").at("loss_error").back(),
                 after = columns("mended/errors.csv").at("loss_error").back();
    EXPECT_LT(after, 0.7 * before) << settings;
  }
}

TEST_F(EstimatedErrorsOfRuns, AreNotMadeOfRounding) {
  folder_.write("zeros.csv", "x0,y\n0.5,0\n-0.3,0\n0.1,0\n");
  run("--quiet --output out --set Data/Source=csv --set Data/File=zeros.csv --set Network/Beta=5");
  EXPECT_EQ(warnings("out"), "");
  EXPECT_LT(columns("out/errors.csv").at("predictions_error").back(), 1e-3);
}

TEST_F(EstimatedErrorsOfRuns, AreNotAskedForWhereTheStartDoesNotFit) {
  const CommandResult result =
      run_command(folder_, rhoflow_program,
                  "problem.prm --output out --set Accuracy/Estimate=true --set 'Weights/Initial "
                  "variance=0.001'");
  EXPECT_EQ(result.status, 2);
  expect_contains(result.error, "Weights/Inner cells");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
}

TEST_F(EstimatedErrorsOfRuns, OfAGoodGridAreNoWarning) {
  run("--quiet --output out --set 'Weights/Outer nodes=14' --set 'Weights/Inner degree=5'");
  EXPECT_EQ(warnings("out"), "");
}

TEST_F(EstimatedErrorsOfRuns, DoNotDependOnThreadsOrOnAStopBetween) {
  run("--quiet --threads 2 --output two");
  run("--quiet --threads 1 --output one");
  EXPECT_EQ(folder_.read("one/errors.csv"), folder_.read("two/errors.csv"));
  run("--quiet --output parts --set 'Time/End time=0.1'");
  run("--quiet --output parts --resume");
  EXPECT_EQ(folder_.read("parts/errors.csv"), folder_.read("two/errors.csv"));
  EXPECT_EQ(folder_.read("parts/predictions.csv"), folder_.read("two/predictions.csv"));
  EXPECT_EQ(without_wall_time(folder_.read("parts/statistics.csv")),
            without_wall_time(folder_.read("two/statistics.csv")));
}

TEST_F(EstimatedErrorsOfRuns, AreThoseOfOneWithSeveralProcesses) {
  run("--quiet --output one");
  const CommandResult several =
      run_with(folder_, 3,
               "problem.prm --set Accuracy/Estimate=true --set Output/Fields=false --output three");
  ASSERT_EQ(several.status, 0) << several.error;
  const auto one = columns("one/errors.csv"), three = columns("three/errors.csv");
  for (const auto &[name, values] : one)
    for (std::size_t k = 0; k < values.size(); ++k)
      EXPECT_NEAR(three.at(name)[k], values[k], 1e-13) << name << ' ' << k;
}

TEST_F(EstimatedErrorsOfRuns, MayBeSwitchedOffOrOnInALaterPart) {
  run("--quiet --output off");
  const CommandResult off =
      run("--output off --resume --set 'Time/End time=0.4' --set Accuracy/Estimate=false");
  EXPECT_EQ(off.output.find("accuracy: trial runs"), std::string::npos) << off.output;
  const auto before = columns("off/statistics.csv").at("loss_error");
  ASSERT_EQ(before.size(), 5u);
  EXPECT_GT(before[3], 0.);
  EXPECT_TRUE(std::isnan(before[4])); // nobody has looked so far
  EXPECT_EQ(columns("off/errors.csv").at("time").size(), 4u);
  EXPECT_EQ(columns("off/predictions.csv").count("error"), 0u);

  run("--quiet --output on --set Accuracy/Estimate=false");
  run("--quiet --output on --resume --set 'Time/End time=0.4'");
  const auto after = columns("on/statistics.csv").at("loss_error");
  ASSERT_EQ(after.size(), 5u);
  EXPECT_TRUE(std::isnan(after[3]));
  EXPECT_GT(after[4], 0.);
  EXPECT_EQ(columns("on/errors.csv").at("time"), std::vector<double>{0.4});
  EXPECT_EQ(warnings("on"), "");
}

TEST_F(EstimatedErrorsOfRuns, CanBeSwitchedOff) {
  run("--quiet --output out --set Accuracy/Estimate=false");
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out/errors.csv")));
  EXPECT_TRUE(std::isnan(columns("out/statistics.csv").at("loss_error").back()));
  EXPECT_EQ(columns("out/predictions.csv").count("error"), 0u);
}

} // namespace
