// SPDX-License-Identifier: Apache-2.0
// Predictions: on a curve during a run, of test samples, and of a finished run at other points.
#include "../expect_error.h"
#include "particle_problem.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace {

using namespace rhoflow::test;

class Prediction : public testing::Test {
protected:
  void SetUp() override {
    folder_.write("small.prm", small_problem());
    folder_.write("cars.csv", "id,dist,speed\na,2,4\nb,26,10\nc,40,17\nd,85,25\n");
    folder_.write("more.csv", "id,dist,speed\ne,10,7\nf,50,20\ng,20,12\n");
    folder_.write("plane.csv", "x0,x1,y\n0.1,0.5,1\n-0.4,0.3,-1\n0.7,-0.6,0.5\n");
    folder_.write("solid.csv", "x0,x1,x2,y\n0.1,0.5,-0.2,1\n-0.4,0.3,0.9,-1\n");
  }

  void run(const std::string &program, const std::string &arguments) const {
    const CommandResult result = run_command(folder_, program, "small.prm --quiet " + arguments);
    ASSERT_EQ(result.status, 0) << result.error;
  }
  CommandResult predict(const std::string &arguments) const {
    return run_command(folder_, predict_program, arguments);
  }

  /// The run in @p out predicts at its own samples what it wrote itself.
  void expect_own_predictions(const std::string &out) const {
    const CommandResult result =
        predict(out + ' ' + out + "/predictions_in.csv --output " + out + "/again.csv");
    ASSERT_EQ(result.status, 0) << result.error;
    const auto theirs = numbers_of(folder_.read(out + "/predictions.csv")),
               ours = numbers_of(folder_.read(out + "/again.csv"));
    ASSERT_EQ(theirs.size(), ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i)
      EXPECT_NEAR(ours[i].back(), theirs[i].back(), 1e-12 * (1. + std::abs(theirs[i].back())));
  }
  /// predictions.csv without its last column.
  void write_inputs(const std::string &out) const {
    std::istringstream lines(folder_.read(out + "/predictions.csv"));
    std::string text;
    for (std::string line; std::getline(lines, line);)
      text += line.substr(0, line.rfind(',')) + '\n';
    folder_.write(out + "/predictions_in.csv", text);
  }

  static constexpr const char *cars = " --set Data/Source=csv --set Data/File=cars.csv "
                                      "--set 'Data/Columns=speed, dist'";
  const TemporaryFolder folder_;
};

TEST_F(Prediction, OfAFinishedRunIsItsOwnAtTheSamples) {
  run(rhoflow_program, "--output sine");
  write_inputs("sine");
  expect_own_predictions("sine");
  run(rhoflow_program, "--output fixed --set Network/Head=fixed --set Depth/Rule=euler "
                       "--set 'Regularization/Type=decaying quadratic'");
  write_inputs("fixed");
  expect_own_predictions("fixed");
  run(rhoflow_program, "--output plane --set Data/Source=csv --set Data/File=plane.csv "
                       "--set 'Weights/Outer nodes=4' --set 'Weights/Inner cells=5' "
                       "--set Depth/Nodes=2 --set Depth/Intervals=2 --set 'Time/End time=0.1'");
  write_inputs("plane");
  expect_own_predictions("plane");
  folder_.write("small.prm", small_network());
  run(particles_program, "--output solid --set Data/Source=csv --set Data/File=solid.csv");
  write_inputs("solid");
  expect_own_predictions("solid");
}

TEST_F(Prediction, IsInTheUnitsOfTheUserAndKeepsAllColumns) {
  run(rhoflow_program, std::string("--output out") + cars);
  const CommandResult result = predict("out more.csv --output fitted.csv");
  ASSERT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(result.output, "");
  const auto rows = rows_of(folder_.read("fitted.csv"));
  EXPECT_EQ(folder_.read("fitted.csv").substr(0, 25), "id,dist,speed,prediction\n");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[1][0], "f");
  // Where the curve of the last output time lies, to the error of its interpolation.
  const auto curve = numbers_of(folder_.read("out/curve.csv"));
  for (const auto &row : rows) {
    const double speed = std::stod(row[2]), fitted = std::stod(row[3]);
    std::size_t k = curve.size() - 201;
    while (curve[k + 1][1] < speed)
      ++k;
    const double share = (speed - curve[k][1]) / (curve[k + 1][1] - curve[k][1]);
    EXPECT_NEAR(fitted, (1. - share) * curve[k][2] + share * curve[k + 1][2], 0.01);
  }
}

TEST_F(Prediction, OnACurveIsThereAtEveryOutputTime) {
  run(rhoflow_program, std::string("--output out --set 'Output/Curve points=11'") + cars);
  const auto curve = numbers_of(folder_.read("out/curve.csv"));
  ASSERT_EQ(curve.size(), 4u * 11u);
  EXPECT_NEAR(curve[0][1], 4. - 2.1, 1e-12);
  EXPECT_NEAR(curve[43][1], 25. + 2.1, 1e-12);
  EXPECT_NEAR(curve[0][2], 38.25, 1e-6) << "at the start f is the mean of the labels";
  EXPECT_NEAR(curve[43][0], 0.3, 1e-12);
  EXPECT_GT(curve[43][2], curve[33][2] + 1.);
  // A resumed run has the curve of one that was not interrupted.
  const std::string settings = std::string(" --set 'Output/Curve points=11'") + cars;
  run(rhoflow_program, "--output parts --set 'Time/End time=0.2'" + settings);
  folder_.write("parts/curve.csv", folder_.read("parts/curve.csv") + "0.25,1,1\n0.3,1");
  run(rhoflow_program, "--output parts --resume" + settings);
  EXPECT_EQ(folder_.read("parts/curve.csv"), folder_.read("out/curve.csv"));
  run(rhoflow_program, "--output none --set 'Output/Curve points=0'");
  EXPECT_EQ(folder_.read("none/curve.csv"), "");
}

TEST_F(Prediction, OfTestSamplesIsMeasuredAtEveryOutputTime) {
  const std::string settings =
      " --set 'Data/Test file=more.csv' --set 'Time/End time=1' --set 'Network/Beta=3'";
  const CommandResult result =
      run_command(folder_, rhoflow_program, "small.prm --output out" + settings + cars);
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "% of that of the test samples");
  const auto predictions = numbers_of(folder_.read("out/test_predictions.csv"));
  ASSERT_EQ(predictions.size(), 3u);
  double squares = 0., about_mean = 0., mean = 0.;
  for (const auto &row : predictions)
    mean += row[1] / 3.;
  for (const auto &row : predictions) {
    squares += std::pow(row[2] - row[1], 2);
    about_mean += std::pow(row[1] - mean, 2);
  }
  std::istringstream header(folder_.read("out/statistics.csv"));
  std::vector<std::string> names;
  std::string line;
  std::getline(header, line);
  std::istringstream cells(line);
  for (std::string name; std::getline(cells, name, ',');)
    names.push_back(name);
  const auto last = numbers_of(folder_.read("out/statistics.csv")).back();
  const auto value = [&](const std::string &name) {
    return last.at(std::size_t(std::find(names.begin(), names.end(), name) - names.begin()));
  };
  EXPECT_NEAR(value("test_r_squared"), 1. - squares / about_mean, 1e-10);
  // Losses are in the units of the solver, in which the labels have deviation one.
  const double variance = (36.25 * 36.25 + 12.25 * 12.25 + 1.75 * 1.75 + 46.75 * 46.75) / 4.;
  EXPECT_NEAR(value("test_loss"), 0.5 * squares / 3. / variance, 1e-10);
  EXPECT_NEAR(value("r_squared"), 1. - 2. * value("loss"), 1e-10);
  EXPECT_GT(value("r_squared"), 0.3);
}

TEST_F(Prediction, RefusesWhatItCannotDoInOneLine) {
  run(rhoflow_program, std::string("--output out") + cars);
  folder_.write("wrong.csv", "id,velocity\na,3\n");
  folder_.write("empty.csv", "speed\n");
  folder_.write("text.csv", "speed\n3\nfast\n");
  folder_.write("done.csv", "speed,prediction\n3,4\n");
  const std::vector<std::pair<std::string, std::string>> cases{
      {"out wrong.csv --output new.csv", "wrong.csv:1: 'id,velocity' has no column 'speed'"},
      {"out empty.csv --output new.csv", "empty.csv: there is no point"},
      {"out text.csv --output new.csv", "text.csv:3"},
      {"out done.csv --output new.csv", "rename it"},
      {"absent more.csv --output new.csv", "absent: there is no such folder"},
      {". more.csv --output new.csv", "Output/Checkpoint"},
      {"out more.csv --output cars.csv", "--overwrite"},
      {"out more.csv", "--output"}};
  for (const auto &[arguments, expected] : cases) {
    const CommandResult result = predict(arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, expected);
    EXPECT_EQ(folder_.read("new.csv"), "");
  }
  const std::vector<std::pair<std::string, std::string>> settings{
      {"--set 'Data/Test file=plane.csv'", "Data/Test file = 'plane.csv': 2 input(s)"},
      {"--set 'Data/Test file=absent.csv'", "absent.csv"},
      {"--set 'Data/Test file=plane.csv' --set 'Data/Test samples=5'", "set that to 0"}};
  for (const auto &[arguments, expected] : settings) {
    const CommandResult result =
        run_command(folder_, rhoflow_program, "small.prm --output no " + arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    expect_contains(result.error, expected);
  }
}

} // namespace
