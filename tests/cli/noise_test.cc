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
  EXPECT_EQ(names.substr(names.rfind(',') + 1), "entropy");
  const std::vector<std::vector<double>> rows = numbers_of(statistics);
  ASSERT_EQ(rows.size(), 4u);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    // Loss, regularization and objective stand in columns of their own.
    EXPECT_NEAR(rows[i][5], rows[i][3] + rows[i][4] + rows[i].back(), 1e-14);
    if (i > 0) {
      EXPECT_LT(rows[i][5], rows[i - 1][5]);
    }
  }
  // Standard Gaussians: kappa times -3 ln(2 pi e) / 2 for encoder and head.
  EXPECT_NEAR(rows.front().back(), -0.12 * 3. * (std::log(2. * M_PI) + 1.), 1e-3);
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
