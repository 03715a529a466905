// SPDX-License-Identifier: Apache-2.0
// Runs with noise from outside: what they write, and what of section Noise is refused.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

namespace {

using namespace rhoflow::test;

TEST(NoisyRun, WritesEntropyObjectiveAndTheReferenceItChose) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result = run_command(
      folder, rhoflow_program,
      "problem.prm --quiet --output out --set Noise/Temperature=0.12 --set Noise/Confinement=0.16 "
      "--set Output/Fields=false --set 'Theory/Relative entropy=true'");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(folder.read("out/parameters.prm"), "set Outer variance = 0.75");
  expect_contains(folder.read("out/run.log"), "noise or confinement: no characteristics");
  const std::string statistics = folder.read("out/statistics.csv");
  const std::string names = statistics.substr(0, statistics.find('\n'));
  expect_contains(names, ",entropy,loss_error,");
  constexpr std::size_t entropy = 17;
  const std::vector<std::vector<double>> rows = numbers_of(statistics);
  ASSERT_EQ(rows.size(), 4u);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // Loss, regularization and objective stand in columns of their own.
    EXPECT_NEAR(rows[i][5], rows[i][3] + rows[i][4] + rows[i][entropy], 1e-14);
    if (i > 0) {
      EXPECT_LT(rows[i][5], rows[i - 1][5]);
    }
  }
  // Standard Gaussians: kappa times -3 ln(2 pi e) / 2 for encoder and head.
  EXPECT_NEAR(rows.front()[entropy], -0.12 * 3. * (std::log(2. * M_PI) + 1.), 1e-3);
}

TEST(LimitOfNoise, IsWrittenLikeARunAndNothingOfItMoves) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const std::string settings = " --set Noise/Temperature=0.2 --set Noise/Confinement=0.3 "
                               "--set Output/Fields=false --set Output/Densities=auto ";
  const CommandResult result =
      run_command(folder, stationary_program,
                  "problem.prm --output limit" + settings + "--set Stationary/Starts=2");
  ASSERT_EQ(result.status, 0) << result.error;
  expect_contains(result.output, "of least free energy");
  const std::string table = folder.read("limit/stationary.csv");
  EXPECT_EQ(table.substr(0, table.find('\n')),
            "loss,second_moment_encoder,second_moment_head,free_energy,residual,iterations");
  const std::vector<double> limit = numbers_of(table).at(0);
  EXPECT_EQ(numbers_of(folder.read("limit/limits.csv")).size(), 2u);
  const std::vector<double> row = numbers_of(folder.read("limit/statistics.csv")).at(0);
  EXPECT_NEAR(row[3], limit[0], 1e-9); // loss
  EXPECT_NEAR(row[9], limit[1], 1e-4); // second moments, whose box is coarse here
  EXPECT_NEAR(row[10], limit[2], 1e-4);
  EXPECT_LT(limit[4], 1e-12);
  for (const char *file :
       {"predictions.csv", "checkpoint/density.h5", "densities/density_00000.h5"})
    EXPECT_TRUE(std::filesystem::exists(folder.path(std::string("limit/") + file))) << file;
  // A run of the flow ends nearer to it than it starts.
  const CommandResult run =
      run_command(folder, rhoflow_program,
                  "problem.prm --quiet --output flow" + settings +
                      "--set 'Time/End time=4' --set 'Time/Output interval=2'");
  ASSERT_EQ(run.status, 0) << run.error;
  const std::vector<std::vector<double>> rows = numbers_of(folder.read("flow/statistics.csv"));
  EXPECT_LT(std::abs(rows.back()[3] - limit[0]), 0.2 * std::abs(rows.front()[3] - limit[0]));
  EXPECT_GT(rows.back()[5], limit[3] - 1e-6);
}

TEST(LimitOfNoise, IsNotLookedForWhereThereIsNone) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "Noise/Temperature = 0"},
      {"--set Noise/Temperature=0.1", "Noise/Confinement = 0"},
      {"--set Noise/Temperature=0.1 --set Noise/Confinement=0.1 --set Noise/Part=head",
       "what is trained without noise has no limit"},
      {"--set Noise/Temperature=3 --set Noise/Confinement=0.1", "increase the half width"},
      {"--set Noise/Temperature=0.1 --set Noise/Confinement=0.1 --resume", "--resume"}};
  for (const auto &[settings, message] : cases) {
    const CommandResult result =
        run_command(folder, stationary_program, "problem.prm --output none " + settings);
    EXPECT_EQ(result.status, 2) << settings;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, message);
    EXPECT_FALSE(std::filesystem::exists(folder.path("none"))) << settings;
  }
  // A folder that cannot be used is refused before the search, which would not find anything.
  std::filesystem::create_directory(folder.path("taken"));
  folder.write("taken/statistics.csv", "mine");
  const CommandResult refused =
      run_command(folder, stationary_program,
                  "problem.prm --quiet --output taken --set Noise/Temperature=0.1 "
                  "--set Noise/Confinement=0.1 --set Stationary/Iterations=3");
  EXPECT_EQ(refused.status, 2);
  expect_contains(refused.error, "'statistics.csv' would be replaced");
  EXPECT_EQ(folder.read("taken/statistics.csv"), "mine");
  const CommandResult stopped =
      run_command(folder, stationary_program,
                  "problem.prm --quiet --output none --set Noise/Temperature=0.1 "
                  "--set Noise/Confinement=0.1 --set Stationary/Iterations=3");
  EXPECT_EQ(stopped.status, 1);
  EXPECT_EQ(stopped.error_lines(), 1u) << stopped.error;
  expect_contains(stopped.error, "no limit was found");
}

TEST(GeometryOfRuns, MeasuresDistancesAndPoincareConstants) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const std::string settings =
      "--set Noise/Temperature=0.2 --set Noise/Confinement=0.25 --set "
      "Output/Fields=false --set Depth/Nodes=1 --set 'Weights/Inner cells=4' "
      "--set 'Weights/Inner degree=6' ";
  ASSERT_EQ(
      run_command(folder, rhoflow_program, "problem.prm --quiet --output run " + settings).status,
      0);
  const CommandResult result = run_command(folder, geometry_program, "run");
  ASSERT_EQ(result.status, 0) << result.error;
  const std::string table = folder.read("run/geometry/geometry.csv");
  EXPECT_EQ(table.substr(0, table.find('\n')),
            "part,depth,distance,distance_error,poincare,poincare_error");
  const std::vector<std::vector<std::string>> rows = rows_of(table);
  ASSERT_GE(rows.size(), 2u);
  EXPECT_EQ(rows[1][0], "head");
  EXPECT_GT(std::stod(rows[1][2]), 0.01); // the head has moved
  EXPECT_LT(std::stod(rows[1][2]), 0.5);
  // Nearly standard Gaussians.
  EXPECT_NEAR(std::stod(rows[0][4]), 1., 0.05);
  const CommandResult itself =
      run_command(folder, geometry_program, "run run --no-poincare --output same");
  ASSERT_EQ(itself.status, 0) << itself.error;
  EXPECT_LT(std::stod(rows_of(folder.read("same/geometry.csv"))[1][2]), 1e-10);
  // Distances of marginals are lower bounds.
  const std::string marginals = folder.read("run/geometry/marginals.csv");
  EXPECT_EQ(marginals.substr(0, marginals.find('\n')), "part,depth,weight,w1,w2");
  const std::vector<std::vector<std::string>> lines = rows_of(marginals);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[3][2], "a");
  EXPECT_LT(std::stod(lines[3][4]), 1.01 * std::stod(rows[1][2]));
  EXPECT_GT(std::stod(lines[3][4]), 0.01);
}

TEST(GeometryOfRuns, TakesRunsOfOtherDepthsAndScaledWeights) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const std::string common =
      "problem.prm --quiet --set Output/Fields=false --set 'Time/End "
      "time=0.5' --set 'Weights/Inner cells=4' --set 'Weights/Inner degree=6' --output ";
  for (const std::string settings :
       {"one --set Depth/Nodes=2", "two --set Depth/Nodes=3",
        "scaled --set Depth/Nodes=2 --set 'Regularization/Type=decaying quadratic' --set "
        "Regularization/Coefficient=0.3"})
    ASSERT_EQ(run_command(folder, rhoflow_program, common + settings).status, 0) << settings;
  for (const std::string other : {"two", "scaled", ""}) {
    const CommandResult result = run_command(folder, geometry_program,
                                             (other.empty() ? "scaled " : "one " + other) +
                                                 " --no-poincare --overwrite --output found");
    ASSERT_EQ(result.status, 0) << result.error;
    const std::vector<std::vector<std::string>> rows = rows_of(folder.read("found/geometry.csv"));
    ASSERT_EQ(rows.size(), 4u);
    const double distance = std::stod(rows[0][2]);
    if (other == "two") { // of the same densities but for the error of the depth
      EXPECT_LT(distance, 0.02);
      continue;
    }
    // Nearly all of it is the scale l = exp(-0.6 (1 - e^{-1/2})), by which standard Gaussians come
    // together in all three weights.
    const double scale = std::exp(-0.6 * (1. - std::exp(-0.5)));
    EXPECT_NEAR(distance, std::sqrt(3.) * (1. - scale), 0.03) << other;
    const std::vector<std::vector<std::string>> lines = rows_of(folder.read("found/marginals.csv"));
    EXPECT_NEAR(std::stod(lines[2][4]), 1. - scale, 0.02) << other;
  }
}

TEST(GeometryOfRuns, RefusesWhatItCannotMeasure) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  for (const auto &[name, settings] : {std::pair{"one", "--set Depth/Nodes=1"},
                                       {"fixed", "--set Depth/Nodes=1 --set Network/Head=fixed"}})
    ASSERT_EQ(run_command(folder, rhoflow_program,
                          std::string("problem.prm --quiet --set Output/Fields=false --output ") +
                              name + " " + settings)
                  .status,
              0);
  for (const auto &[arguments, message] : {std::pair{"none", "checkpoint/density.h5 is not there"},
                                           {"one fixed", "another head"},
                                           {"", "RUN is required"}}) {
    const CommandResult result = run_command(folder, geometry_program, arguments);
    EXPECT_EQ(result.status, 2) << arguments;
    EXPECT_EQ(result.error_lines(), 1u) << result.error;
    expect_contains(result.error, message);
  }
}

struct RefusedNoise {
  std::string name, settings, message;
};

class Refused : public testing::TestWithParam<RefusedNoise> {};

TEST_P(Refused, InOneLineWithNothingWritten) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result = run_command(
      folder, rhoflow_program, "problem.prm --quiet --output out " + GetParam().settings);
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, GetParam().message);
  EXPECT_FALSE(std::filesystem::exists(folder.path("out")));
}

INSTANTIATE_TEST_SUITE_P(
    Noise, Refused,
    testing::Values(
        RefusedNoise{"NegativeTemperature", "--set Noise/Temperature=-0.1", "Temperature"},
        RefusedNoise{"NotANumber", "--set Noise/Confinement=nan", "Confinement"},
        RefusedNoise{"UnknownPart", "--set Noise/Part=tail", "must be one of both, encoder, head"},
        RefusedNoise{"LimitTooWide",
                     "--set Noise/Temperature=1 --set Noise/Confinement=0.3 "
                     "--set 'Weights/Outer variance=1'",
                     "noise makes the outer weights as wide as variance 3.33333"},
        RefusedNoise{"EndTooWide", "--set Noise/Temperature=2 --set 'Weights/Outer variance=1'",
                     "noise makes the outer weights as wide as variance 2.2"},
        RefusedNoise{"StartTooWide",
                     "--set Noise/Temperature=0.1 --set Noise/Confinement=0.3 "
                     "--set 'Weights/Outer variance=0.4'",
                     "represents outer variances below 0.8"},
        RefusedNoise{"Regulariser",
                     "--set Noise/Temperature=0.1 --set 'Regularization/Type=decaying quadratic'",
                     "cannot be combined with the decaying regulariser"},
        RefusedNoise{"HeadThatIsFixed",
                     "--set Noise/Temperature=0.1 --set Noise/Part=head --set Network/Head=fixed",
                     "the head is not trained"},
        RefusedNoise{"EncoderThatIsFrozen",
                     "--set Noise/Temperature=0.1 --set Noise/Part=encoder "
                     "--set Network/Train=head",
                     "the encoder is not trained"}),
    [](const auto &instance) { return instance.param.name; });

} // namespace
