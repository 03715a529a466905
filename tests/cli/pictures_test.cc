// SPDX-License-Identifier: Apache-2.0
// Pictures are drawn by another program: whatever becomes of it, the run is done.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

class Pictures : public testing::Test {
protected:
  void SetUp() override { folder_.write("small.prm", small_problem()); }

  /// A run with pictures, drawn by @p command.
  CommandResult run_with_plotter(const std::string &command, const std::string &output) const {
    return run_command(folder_, "env",
                       "RHOFLOW_PLOT=" + command + ' ' + rhoflow_program +
                           " small.prm --set Output/Pictures=true --output " + output);
  }
  /// An executable script of a shell.
  std::string script(const std::string &name, const std::string &text) const {
    const std::string path = folder_.write(name, "#!/bin/sh\n" + text + '\n');
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }
  void expect_done_with(const CommandResult &result, const std::string &remark,
                        const std::string &output) const {
    EXPECT_EQ(result.status, 0) << result.error;
    EXPECT_EQ(result.error, "");
    expect_contains(result.output, remark);
    expect_contains(folder_.read(output + "/run.log"), remark);
    expect_contains(folder_.read(output + "/run.json"), "\"status\": \"done\"");
  }

  const TemporaryFolder folder_;
};

TEST_F(Pictures, ThatCannotBeDrawnAreNamedInOneLine) {
  expect_done_with(run_with_plotter("/absent/plotter", "a"),
                   "pictures are not drawn: /absent/plotter is not there", "a");
  expect_done_with(
      run_with_plotter(script("fails", "echo first >&2; echo 'rhoflow-plot: no ink' >&2; exit 1"),
                       "b"),
      "pictures are not drawn: no ink\n", "b");
  expect_done_with(run_with_plotter(script("dies", "kill -SEGV $$"), "c"),
                   "pictures are not drawn: rhoflow-plot failed", "c");
}

TEST_F(Pictures, AreDrawnFromTheFilesOfTheRunAndBelongToIt) {
  // The command is started when everything it reads is there, and with quiet output of its own.
  const CommandResult result = run_with_plotter(
      script("draws", "test -s \"$2/predictions.csv\" && test -s \"$2/checkpoint/density.h5\" || "
                      "exit 1\necho drawing; echo picture > \"$2/images/loss.png\""),
      "out");
  EXPECT_EQ(result.status, 0) << result.output;
  EXPECT_EQ(result.output.find("draw"), std::string::npos) << result.output;
  EXPECT_EQ(folder_.read("out/images/loss.png"), "picture\n");
  // The next run takes away what this one left.
  ASSERT_EQ(run_command(folder_, rhoflow_program, "small.prm --quiet --output out").status, 0);
  EXPECT_FALSE(fs::exists(folder_.path("out/images/loss.png")));
}

} // namespace
