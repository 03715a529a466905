// A study from outside: it runs every run once, keeps what is finished when started again, repeats
// what was interrupted or asked for differently, and names the run that fails.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace rhoflow::test;

const std::string program = RHOFLOW_PROBLEMS_BUILD_DIR "/label_noise";
const std::string small =
    " --output out --set 'Weights/Outer nodes=8' --set 'Weights/Inner cells=8' "
    "--set 'Weights/Inner degree=3' --set 'Weights/Half width=5' "
    "--set 'Time/End time=0.2' --set 'Time/Output interval=0.1' "
    "--set 'Depth/Nodes=2'";

std::size_t count(const std::string &text, const std::string &part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

TEST(Study, RunsEveryRunOnceAndResumes) {
  const TemporaryFolder folder;
  const CommandResult first = run_command(folder, program, small);
  ASSERT_EQ(first.status, 0) << first.error;
  EXPECT_EQ(count(first.output, "finished before"), 0u);
  expect_contains(first.output, "run 13 of 13");
  expect_contains(first.output, "| deviation |");
  const std::string table = folder.read("out/table.csv");
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 14);
  EXPECT_GT(folder.read("out/loss.png").size(), 1000u);

  // One run was killed, the record of another is damaged.
  const std::string killed = "out/deviation_0.1_seed_2/";
  folder.write(killed + "run.json", "{\"end\": {\"status\": \"running\"}}");
  folder.write("out/deviation_0.8_seed_3/run.json", "{\"end\": {\"sta");
  const CommandResult second = run_command(folder, program, small);
  ASSERT_EQ(second.status, 0) << second.error;
  EXPECT_EQ(count(second.output, "finished before"), 11u);
  EXPECT_EQ(folder.read("out/table.csv"), table);

  // Other settings for all runs: nothing of the old ones is taken.
  const CommandResult other =
      run_command(folder, program, small + " --set Time/Tolerance=1e-5 --quiet");
  ASSERT_EQ(other.status, 0) << other.error;
  EXPECT_EQ(other.output, "");
  EXPECT_NE(folder.read("out/table.csv"), table);
}

TEST(Study, NamesTheRunThatFails) {
  const TemporaryFolder folder;
  const CommandResult run = run_command(folder, program, small + " --set Network/Alpha=1e6");
  EXPECT_EQ(run.status, 1);
  expect_contains(run.error, "run deviation_0_seed_1: ");
  EXPECT_EQ(run.error_lines(), 1u);

  const CommandResult input = run_command(folder, program, "--set 'Time/End time=-1' --output bad");
  EXPECT_EQ(input.status, 2);
  EXPECT_EQ(input.error_lines(), 1u);
}

TEST(Study, ValidatesEveryRunWithoutWriting) {
  const TemporaryFolder folder;
  const CommandResult result = run_command(folder, program, "--validate");
  EXPECT_EQ(result.status, 0) << result.error;
  EXPECT_EQ(count(result.output, "input is valid"), 13u);
  EXPECT_FALSE(std::filesystem::exists(folder.path("output")));
}

} // namespace
