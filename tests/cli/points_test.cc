// SPDX-License-Identifier: Apache-2.0
// The program for points from outside: its files, the same bits for any number of threads and after
// a resume, and its answers to bad input.
#include "../expect_error.h"
#include "../paths.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <sstream>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

/// Three shifts of 300 points, which become 304.
std::string small_points() {
  return "subsection Data\n  set Source = sine\n  set Samples = 6\nend\n"
         "subsection Depth\n  set Nodes = 2\nend\n"
         "subsection Time\n  set End time = 1\n  set Output interval = 0.5\nend\n"
         "subsection Points\n  set Number = 300\n  set Shifts = 3\nend\n"
         "subsection Output\n  set Pictures = false\nend\n";
}

class Points : public testing::Test {
protected:
  void SetUp() override { folder_.write("problem.prm", small_points()); }
  CommandResult run(const std::string &arguments) const {
    return run_command(folder_, points_program, "problem.prm " + arguments);
  }
  std::string first_line(const std::string &file) const {
    const std::string text = folder_.read(file);
    return text.substr(0, text.find('\n'));
  }
  /// The column @p name of a table, line by line.
  std::vector<double> column(const std::string &file, const std::string &name) const {
    std::istringstream header(first_line(file));
    std::size_t place = 0;
    for (std::string cell; std::getline(header, cell, ',') && cell != name;)
      ++place;
    std::vector<double> values;
    for (const auto &row : numbers_of(folder_.read(file)))
      values.push_back(row.at(place));
    return values;
  }
  /// The last @p n predictions and errors of @p own are those that rhoflow-predict wrote.
  void expect_near_last_of(const std::string &own, const std::string &predicted,
                           std::size_t n) const {
    const std::vector<double> values = column(predicted, "prediction"),
                              errors = column(predicted, "prediction_error"),
                              own_values = column(own, "prediction"),
                              own_errors = column(own, "error");
    ASSERT_EQ(values.size(), n);
    ASSERT_GE(own_values.size(), n);
    const std::size_t first = own_values.size() - n;
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_NEAR(values[i], own_values[first + i], 1e-12) << own;
      EXPECT_NEAR(errors[i], own_errors[first + i], 1e-12) << own;
      EXPECT_GT(errors[i], 1e-9) << own;
    }
  }
  void expect_same_numbers(const std::string &a, const std::string &b) const {
    EXPECT_EQ(without_wall_time(folder_.read(a + "/statistics.csv")),
              without_wall_time(folder_.read(b + "/statistics.csv")));
    for (const char *file :
         {"/theory.csv", "/kl_depth.csv", "/spectrum.csv", "/predictions.csv", "/curve.csv"})
      EXPECT_EQ(folder_.read(a + file), folder_.read(b + file)) << file;
    EXPECT_EQ(sizes_of(folder_, a), sizes_of(folder_, b));
  }

  TemporaryFolder folder_;
};

TEST_F(Points, WriteTheTablesOfTheOtherProgramsWithErrorsBehind) {
  const CommandResult result = run("");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "standard error");
  expect_contains(result.output, "results in output/problem_points");
  const std::string out = "output/problem_points/";
  for (const char *name :
       {"loss", "regularization", "objective", "dissipation", "second_moment_encoder",
        "second_moment_head", "r_squared", "test_loss", "test_r_squared"})
    expect_contains(first_line(out + "statistics.csv") + ",", std::string(",") + name + "_error,");
  EXPECT_EQ(first_line(out + "statistics.csv").rfind("step,time,dt,loss,", 0), 0u);
  EXPECT_EQ(first_line(out + "predictions.csv"), "x0,y,prediction,error");
  for (const char *name : {"loss", "lambda_min_g1", "lambda_max_g2", "kl_head", "path_encoder"})
    expect_contains(first_line(out + "theory.csv"), std::string(",") + name + "_error,");
  const std::vector<double> losses = column(out + "statistics.csv", "loss"),
                            errors = column(out + "statistics.csv", "loss_error");
  ASSERT_EQ(losses.size(), 3u);
  for (std::size_t k = 1; k < losses.size(); ++k) {
    EXPECT_LT(losses[k], losses[k - 1]);
    EXPECT_GT(errors[k], 0.);
    EXPECT_LT(errors[k], 1e-2 * losses[k]);
  }
  double loss = 0.;
  for (const auto &row : numbers_of(folder_.read(out + "predictions.csv"))) {
    EXPECT_GT(row.at(3), 0.);
    EXPECT_LT(row[3], 1e-2);
    loss += std::pow(row[2] - row[1], 2) / 12.;
  }
  EXPECT_NEAR(loss, losses.back(), 1e-4 * loss); // that of the mean prediction
  for (const char *file : {"parameters.prm", "run.json", "run.log", "checkpoint/points.h5"})
    EXPECT_TRUE(fs::exists(folder_.path(out + file))) << file;
  expect_contains(folder_.read(out + "run.json"), "\"points\": 304");
  expect_contains(folder_.read(out + "run.json"), "\"rhoflow-points\"");
}

TEST_F(Points, DoNotDependOnTheThreads) {
  for (const std::string threads : {"1", "2"})
    ASSERT_EQ(run("--quiet --threads " + threads + " --output out" + threads).status, 0);
  expect_same_numbers("out1", "out2");
}

TEST_F(Points, GoOnFromACheckpointWithTheSameBits) {
  const std::string quiet = "--quiet --set 'Regularization/Type=decaying quadratic' ";
  ASSERT_EQ(run(quiet + "--output whole").status, 0);
  ASSERT_EQ(run(quiet + "--output parts --set 'Time/End time=0.5'").status, 0);
  const CommandResult rest = run(quiet + "--output parts --resume");
  ASSERT_EQ(rest.status, 0) << rest.error;
  expect_same_numbers("whole", "parts");
  const CommandResult other = run(quiet + "--output parts --resume --set Points/Seed=2 "
                                          "--set 'Time/End time=2'");
  EXPECT_EQ(other.status, 2);
  EXPECT_EQ(other.error_lines(), 1u) << other.error;
  expect_contains(other.error, "Points/Seed");
}

TEST_F(Points, ReplaceOnlyResultsOfTheirOwn) {
  ASSERT_EQ(run("--quiet --output out").status, 0);
  ASSERT_EQ(run("--quiet --output out --set 'Theory/Gram matrices=false'").status, 0);
  EXPECT_FALSE(fs::exists(folder_.path("out/spectrum.csv")));
  const CommandResult other =
      run_command(folder_, particles_program, "problem.prm --quiet --output out");
  EXPECT_EQ(other.status, 2);
  expect_contains(other.error, "holds results of rhoflow-points");
}

TEST_F(Points, TakeAnyNumberOfInputsAndAMixture) {
  folder_.write("three.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n0.7,-0.6,0.2,0.5\n");
  const CommandResult result =
      run("--quiet --output out --set Data/Source=csv --set Data/File=three.csv "
          "--set 'Weights/Initial density=gaussian mixture' --set 'Weights/Initial mixture="
          "0.5 : -1, 0, 0, 0, 0, 0, 0 : 1, 1, 1, 1, 1, 1, 1 ; "
          "0.5 : 1, 0, 0, 0, 0, 0, 0 : 1, 1, 1, 1, 1, 1, 1'");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(first_line("out/predictions.csv"), "x0,x1,x2,y,prediction,error");
  // Half of the number for each component, in whole registers.
  expect_contains(folder_.read("out/run.json"), "\"points\": 304");
  const double moment = column("out/statistics.csv", "second_moment_encoder").front(),
               error = column("out/statistics.csv", "second_moment_encoder_error").front();
  EXPECT_NEAR(moment, 8., 3. * error); // |u|^2 is 4 in the mean, |w|^2 is 3 and b^2 is 1
  EXPECT_LT(error, 2.27 * 0.2);        // Student's factor of three shifts
  const std::vector<double> losses = column("out/statistics.csv", "loss");
  EXPECT_LT(losses.back(), losses.front());
}

TEST_F(Points, PredictAtAnyInputsWithStandardErrors) {
  ASSERT_EQ(run("--output out --set Accuracy/Estimate=false --set Data/Standardise=both").status,
            0);
  const std::string arguments = "out out/predictions.csv --output again.csv";
  const CommandResult refused = run_command(folder_, predict_program, arguments);
  EXPECT_EQ(refused.status, 2);
  expect_contains(refused.error, "prediction");
  std::string inputs;
  std::istringstream lines(folder_.read("out/predictions.csv"));
  for (std::string line; std::getline(lines, line);)
    inputs += line.substr(0, line.find(',')) + '\n';
  folder_.write("inputs.csv", inputs);
  const CommandResult result =
      run_command(folder_, predict_program, "out inputs.csv --output again.csv");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(first_line("again.csv"), "x0,prediction,prediction_error");
  expect_near_last_of("out/predictions.csv", "again.csv", 6);
}

TEST_F(Points, WriteErrorsBesideCurveAndTestPredictions) {
  // The curve has the middle of the range and its ends, a tenth further out.
  folder_.write("train.csv", "x0,y\n0,0\n0.4,1\n1,-1\n");
  folder_.write("test.csv", "x0,y\n-0.1,0\n0.5,0\n1.1,0\n");
  const CommandResult result =
      run("--output out --set Accuracy/Estimate=false --set Data/Source=csv --set "
          "Data/File=train.csv --set 'Data/Test file=test.csv' --set 'Output/Curve points=3'");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(first_line("out/curve.csv"), "time,x0,prediction,error");
  EXPECT_EQ(first_line("out/test_predictions.csv"), "x0,y,prediction,error");
  folder_.write("inputs.csv", "x0\n-0.1\n0.5\n1.1\n");
  ASSERT_EQ(run_command(folder_, predict_program, "out inputs.csv --output again.csv").status, 0);
  for (const char *file : {"out/curve.csv", "out/test_predictions.csv"})
    expect_near_last_of(file, "again.csv", 3);
}

TEST_F(Points, StartWiderThanHermiteFunctionsOnAMeshCan) {
  ASSERT_EQ(run("--output wide --set 'Weights/Initial variance=3, 1, 1'").status, 0);
  EXPECT_NEAR(column("wide/statistics.csv", "second_moment_encoder").at(0), 5., 1e-10);
}

TEST_F(Points, ValidateSaysTheSizeAndWritesNothing) {
  const CommandResult result = run("--output out --validate");
  EXPECT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "points              304 per depth node, 304 of the head\n");
  expect_contains(result.output, "numbers             10944\n"); // 3 (2 304 4 + 304 4)
  EXPECT_FALSE(fs::exists(folder_.path("out")));
}

TEST_F(Points, RefuseBadInputWithOneLine) {
  const auto refuses = [&](const std::string &setting, const std::string &expected) {
    const CommandResult result = run("--output out " + setting);
    EXPECT_EQ(result.status, 2) << setting;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, expected);
    EXPECT_FALSE(fs::exists(folder_.path("out"))) << setting;
  };
  refuses("--set Noise/Temperature=0.1 --set Noise/Confinement=0.1",
          "problem.prm: Noise/Temperature = 0.1: with noise there are no characteristics");
  refuses("--set Points/Spread=0.5", "problem.prm: Points/Spread = 0.5");
  refuses("--set Points/Shifts=1", "Shifts");
  refuses("--set Points/Number=10", "Number");
  refuses("--set Points/Sedd=10", "Seed");
  refuses("--set Data/Inputs=3", "Data/Inputs = 3: samples of Data/Source = 'sine' have 1");
  refuses("--set Data/Source=parity --set Data/Directions=3",
          "Data/Directions = 3: more than Data/Inputs = 2");
  refuses("--set Data/Inputs=0", "Inputs");
  refuses("--resume", "out/checkpoint/points.h5");
}

} // namespace
