// SPDX-License-Identifier: Apache-2.0
// A record that says "running" in a folder that no process holds is that of a killed run; whoever
// takes the folder corrects it.

#include "observers/recorded_run.h"

#include "results/folder_lock.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <memory>

namespace rhoflow {
namespace {

class RecordedRun : public testing::Test {
protected:
  RecordedRun() {
    std::filesystem::create_directory(folder_.path(".rhoflow"));
    write_status("running");
    folder_.write("statistics.csv", "step,time,dt\n0,0,0\n4,0.25,0.1\n9,0.5");
  }
  void write_status(const std::string &status) const {
    folder_.write("run.json", R"({"program": "rhoflow", "timings": {"pictures": 2.5}, )"
                              R"("end": {"status": ")" +
                                  status + R"(", "message": "", "seconds": 1}})");
  }
  std::unique_ptr<FolderLock> take() const {
    auto lock = std::make_unique<FolderLock>(folder_.path(".rhoflow/lock"), folder_.path());
    lock->sign();
    return lock;
  }
  std::string killed() const { return describe_killed_run(folder_.path()); }
  nlohmann::json end() const { return nlohmann::json::parse(folder_.read("run.json"))["end"]; }

  const test::TemporaryFolder folder_;
};

TEST_F(RecordedRun, IsKilledWhereNobodyHoldsTheFolder) {
  auto lock = take();
  EXPECT_EQ(killed(), "") << "it runs";
  lock.reset();
  // The last line has no end: it was being written.
  EXPECT_EQ(killed(), "the run was killed at t = 0.25 or later");
  std::filesystem::remove(folder_.path("statistics.csv"));
  EXPECT_EQ(killed(), "the run was killed before it wrote anything");
}

TEST_F(RecordedRun, IsNotKilledWithAnyOtherStatus) {
  take();
  for (const std::string status : {"done", "failed", "stopped", "killed"}) {
    write_status(status);
    EXPECT_EQ(killed(), "") << status;
    EXPECT_EQ(correct_record(folder_.path()), "") << status;
    EXPECT_EQ(end()["status"], status);
  }
  folder_.write("run.json", "{\"end\": {\"sta");
  EXPECT_EQ(killed(), "");
}

TEST_F(RecordedRun, NobodyKnowsWithoutALock) {
  EXPECT_EQ(killed(), "");
}

TEST_F(RecordedRun, OfAnotherMachineMayStillGoOn) {
  folder_.write(".rhoflow/lock", "process 12 on elsewhere.example");
  EXPECT_EQ(killed(), "the run was killed at t = 0.25 or later, unless process 12 on "
                      "elsewhere.example still makes it");
}

TEST_F(RecordedRun, IsCorrectedByTheNextOwner) {
  const auto lock = take();
  EXPECT_EQ(correct_record(folder_.path()), "the run was killed at t = 0.25 or later");
  EXPECT_EQ(end()["status"], "killed");
  EXPECT_EQ(end()["message"], "the run was killed at t = 0.25 or later");
  EXPECT_EQ(end()["seconds"], 1);
  EXPECT_EQ(nlohmann::json::parse(folder_.read("run.json"))["program"], "rhoflow");
}

TEST_F(RecordedRun, SomebodyWhoLooksDoesNotKeepTheNextOwnerOut) {
  take();
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(look_at_lock(folder_.path(".rhoflow/lock")).use, FolderUse::free);
    const auto lock = take();
    EXPECT_EQ(look_at_lock(folder_.path(".rhoflow/lock")).use, FolderUse::taken);
    EXPECT_TRUE(look_at_lock(folder_.path(".rhoflow/lock")).of_this_machine);
  }
}

TEST_F(RecordedRun, ItsSecondsAreThoseOfARunThatIsDone) {
  EXPECT_TRUE(std::isnan(recorded_seconds(folder_.path(), "pictures")));
  write_status("done");
  EXPECT_EQ(recorded_seconds(folder_.path(), "pictures"), 2.5);
  EXPECT_TRUE(std::isnan(recorded_seconds(folder_.path(), "theory")));
  EXPECT_TRUE(std::isnan(recorded_seconds(folder_.path("missing"), "pictures")));
}

} // namespace
} // namespace rhoflow
