// SPDX-License-Identifier: Apache-2.0
// Results of a study's run are taken for finished only if the same program made them and was asked
// for the same; otherwise the reason is said.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "base/version.h"
#include "study/run_request.h"

#include <gtest/gtest.h>

#include <functional>

namespace rhoflow {
namespace {

using test::expect_contains;

/// A folder with the results of a run, and what is needed to ask for it again.
class RunRequestTest : public testing::Test {
protected:
  void SetUp() override {
    line_.parameter_file = folder_.write("study.prm", "subsection Time\nend\n");
    line_.settings = {"Time/End time=2"};
    script_ = folder_.write("script.py", "print(1)\n");
    request().announce(run_);
    finish();
  }
  RunRequest request() const { return RunRequest(line_, {script_}); }
  void finish() const {
    folder_.write("run/run.json", R"({"end": {"status": "done", "seconds": 1.0}})");
    request().confirm(run_);
  }
  void expect_reason(const std::string &part) const {
    EXPECT_FALSE(request().is_finished(run_));
    expect_contains(request().reason_to_repeat(run_), part);
    EXPECT_EQ(request().reason_to_repeat(run_).find('\n'), std::string::npos);
  }

  test::TemporaryFolder folder_;
  const std::string run_ = folder_.path("run");
  CommandLine line_;
  std::string script_;
};

TEST_F(RunRequestTest, TheSameRequestIsFinished) {
  EXPECT_TRUE(request().is_finished(run_));
  EXPECT_EQ(request().reason_to_repeat(run_), "");
}

TEST_F(RunRequestTest, AFolderWithoutResultsIsNotFinishedAndNeedsNoReason) {
  const std::string empty = folder_.path("another");
  EXPECT_FALSE(request().is_finished(empty));
  EXPECT_EQ(request().reason_to_repeat(empty), "");
}

TEST_F(RunRequestTest, ResultsOfAnotherRevisionAreNotTaken) {
  std::string text = folder_.read("run/study-request.txt");
  const std::string revision = "revision " + git_revision();
  const std::size_t place = text.find(revision);
  ASSERT_LT(place, text.find('\n'));
  folder_.write("run/study-request.txt",
                text.replace(place, revision.size(), "revision 0123456789ab"));
  expect_reason("made by rhoflow ");
  expect_reason("revision 0123456789ab");
  expect_reason("this is rhoflow " + std::string(version()) + ", " + revision);
}

// A revision with uncommitted changes names no code: the executable has to be the same one.
TEST_F(RunRequestTest, WhatTheRevisionDoesNotNameIsKnownByItsExecutable) {
  const std::string text = folder_.read("run/study-request.txt");
  const std::string program = text.substr(0, text.find('\n')), revision = git_revision();
  const bool dirty = revision == "unknown" || revision.find("-dirty") != std::string::npos;
  EXPECT_EQ(program.find("checksum ") != std::string::npos, dirty) << program;
  folder_.write("run/study-request.txt", program +
                                             (dirty ? "0" : ", executable of 1 bytes, checksum 0") +
                                             text.substr(program.size()));
  expect_reason("made by " + program);
}

// Requests of versions that did not know of revisions.
TEST_F(RunRequestTest, ResultsOfAnUnknownRevisionAreNotTaken) {
  const std::string text = folder_.read("run/study-request.txt");
  folder_.write("run/study-request.txt", "rhoflow 0.1.0" + text.substr(text.find('\n')));
  expect_reason("made by rhoflow 0.1.0, this is");
}

TEST_F(RunRequestTest, OtherSettingsParametersAndScriptsAreOtherRequests) {
  const std::vector<std::function<void()>> changes{
      [&] { line_.settings.emplace_back("Time/Tolerance=1e-5"); },
      [&] { folder_.write("study.prm", "subsection Time\n  set End time = 3\nend\n"); },
      [&] { folder_.write("script.py", "print(2)\n"); }};
  for (const auto &change : changes) {
    change();
    expect_reason("asked for differently");
    request().announce(run_);
    finish();
    EXPECT_TRUE(request().is_finished(run_));
  }
}

// The record of an earlier run may still be there when a later one is killed.
TEST_F(RunRequestTest, ARunThatWasOnlyAnnouncedIsNotFinished) {
  request().announce(run_);
  expect_reason("not finished");
  request().confirm(run_);
  EXPECT_TRUE(request().is_finished(run_));
}

TEST_F(RunRequestTest, RunsThatDidNotEndWellAreNotFinished) {
  folder_.write("run/run.json", R"({"end": {"status": "running"}})");
  expect_reason("not finished");
  folder_.write("run/run.json", R"({"end": {"status": "failed"}})");
  expect_reason("not finished");
  for (const char *damaged : {"", R"({"end": {"sta)", "[1]", R"({"end": 3})", "{}"}) {
    folder_.write("run/run.json", damaged);
    expect_reason("run.json");
  }
  folder_.write("run/run.json", R"({"end": {"status": 3}})");
  expect_reason("not finished");
}

} // namespace
} // namespace rhoflow
