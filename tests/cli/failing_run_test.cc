// SPDX-License-Identifier: Apache-2.0
// A run that cannot go on stops with status 1, says when and why in one line, and leaves the
// results written before.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace rhoflow::test;

TEST(FailingRun, SaysWhenAndWhyAndKeepsTheResults) {
  const TemporaryFolder folder;
  // At the Gaussian start the encoder stands still; after the first step this scale makes the
  // depth equations unsolvable.
  folder.write("problem.prm", small_problem("subsection Network\n  set Alpha = 1e8\nend\n"));
  const CommandResult result =
      run_command(folder, rhoflow_program, "problem.prm --output out --quiet");
  EXPECT_EQ(result.status, 1) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "t = ");
  expect_contains(result.error, "did not converge");

  EXPECT_GT(folder.read("out/statistics.csv").size(), 200u);
  EXPECT_TRUE(std::filesystem::exists(folder.path("out/density/encoder_first_00000.vti")));
  const auto record = nlohmann::json::parse(folder.read("out/run.json"));
  EXPECT_EQ(record["end"]["status"], "failed");
  EXPECT_EQ(record["end"]["exit_status"], 1);
  expect_contains(record["end"]["message"].get<std::string>(), "did not converge");
}

TEST(FailingRun, ANumberThatIsNotFiniteStopsItNamingTimeSliceAndQuantity) {
  const TemporaryFolder folder;
  // An unbounded activation and a scale of 1e10: the features grow by such a factor in every
  // layer, and the second step overflows.
  folder.write("problem.prm",
               small_problem("subsection Network\n  set Alpha = 1e10\n  set Activation = softplus\n"
                             "end\nsubsection Depth\n  set Rule = euler\nend\n"));
  const CommandResult result =
      run_command(folder, rhoflow_program, "problem.prm --output out --quiet --set Depth/Nodes=10");
  EXPECT_EQ(result.status, 1) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "t = ");
  expect_contains(result.error, "density of the slice 0 (s = 0) is not finite");

  // The start stays readable: header and one row.
  const std::string statistics = folder.read("out/statistics.csv");
  EXPECT_EQ(std::count(statistics.begin(), statistics.end(), '\n'), 2);
  EXPECT_TRUE(std::filesystem::exists(folder.path("out/density/encoder_first_00000.vti")));
  const auto record = nlohmann::json::parse(folder.read("out/run.json"));
  EXPECT_EQ(record["end"]["status"], "failed");
  EXPECT_EQ(record["end"]["exit_status"], 1);
}

} // namespace
