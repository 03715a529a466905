// A run that cannot go on stops with status 1, says when and why in one line, and leaves the
// results written before.
#include "../expect_error.h"
#include "run_command.h"

#include <nlohmann/json.hpp>

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;

TEST(FailingRun, SaysWhenAndWhyAndKeepsTheResults) {
  const TemporaryFolder folder;
  // At the Gaussian start the encoder stands still; after the first step this scale makes the
  // depth equations unsolvable.
  folder.write("problem.prm", small_problem("subsection Network\n  set Alpha = 1e6\nend\n"));
  const CommandResult result =
      run_command(folder, RHOFLOW_PROGRAM, "problem.prm --output out --quiet");
  EXPECT_EQ(result.status, 1) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "t = ");
  expect_contains(result.error, "did not converge");

  EXPECT_GT(folder.read("out/statistics.csv").size(), 200u);
  EXPECT_TRUE(std::filesystem::exists(folder.path("out/density/encoder_first_00000.vtr")));
  const auto record = nlohmann::json::parse(folder.read("out/run.json"));
  EXPECT_EQ(record["end"]["status"], "failed");
  EXPECT_EQ(record["end"]["exit_status"], 1);
  expect_contains(record["end"]["message"].get<std::string>(), "did not converge");
}

} // namespace
