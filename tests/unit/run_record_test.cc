// SPDX-License-Identifier: Apache-2.0
// The record of a run is valid JSON with everything needed to repeat the run; it replaces the old
// one in one step.

#include "base/text_file.h"
#include "base/version.h"
#include "observers/run_record.h"
#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <limits>
#include <sstream>
#include <thread>

#include <unistd.h>

namespace rhoflow {
namespace {

TEST(RunRecordTest, HoldsWhatIsNeededToRepeatTheRun) {
  RunRecord record("sine_regression");
  record.set_threads(2);
  record.set_kernels("AVX2 and FMA", 256);
  record.set_size("samples", 16);
  record.set_size("degrees_of_freedom", 5000000000);
  const auto json = nlohmann::json::parse(record.json());
  EXPECT_EQ(json["program"], "sine_regression");
  EXPECT_EQ(json["version"], version());
  EXPECT_EQ(json["git_revision"], git_revision());
  for (const char *library : {"deal.II", "Trilinos", "Boost", "VTK"})
    EXPECT_NE(json["libraries"][library], "") << library;
  EXPECT_EQ(json["start_time"].get<std::string>().size(), 20u); // 2000-01-01T00:00:00Z
  EXPECT_EQ(json["threads"], 2);
  EXPECT_EQ(json["instruction_set"], "AVX2 and FMA");
  EXPECT_EQ(json["vector_width_bits"], 256);
  EXPECT_EQ(json["sizes"]["samples"], 16);
  EXPECT_EQ(json["sizes"]["degrees_of_freedom"], 5000000000);
}

TEST(RunRecordTest, SaysHowTheRunEnded) {
  RunRecord record("rhoflow");
  EXPECT_EQ(nlohmann::json::parse(record.json())["end"]["status"], "running");
  record.set_end(ExitStatus::run_failed, "t = 2: the loss is \"nan\"\xff");
  const auto failed = nlohmann::json::parse(record.json())["end"];
  EXPECT_EQ(failed["status"], "failed");
  EXPECT_EQ(failed["exit_status"], 1);
  test::expect_contains(failed["message"], "the loss is \"nan\"");
  record.set_end(ExitStatus::done);
  EXPECT_EQ(nlohmann::json::parse(record.json())["end"]["exit_status"], 0);
}

TEST(RunRecordTest, TimersAddUpPerStage) {
  RunRecord record("rhoflow");
  EXPECT_EQ(record.time("transport"), 0);
  for (int i = 0; i < 2; ++i) {
    const ScopedTimer timer(record, "transport");
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GE(record.time("transport"), 0.02);
  record.add_time("output", 1.5);
  EXPECT_EQ(nlohmann::json::parse(record.json())["timings"]["output"], 1.5);
}

TEST(RunRecordTest, WritingReplacesTheOldRecordAndLeavesNothingElseBehind) {
  const test::TemporaryFolder folder;
  folder.write("run.json", "old");
  const RunRecord record("rhoflow");
  record.write(folder.path("run.json"));
  EXPECT_EQ(nlohmann::json::parse(folder.read("run.json"))["program"], "rhoflow");
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(RunRecordTest, AFailureNamesThePath) {
  const test::TemporaryFolder folder;
  const RunRecord record("rhoflow");
  test::expect_contains(
      test::message_of<RunError>([&] { record.write(folder.path("missing/run.json")); }),
      folder.path("missing/run.json"));
  // A folder stands where the file should go: the temporary file must not stay behind.
  std::filesystem::create_directory(folder.path("run.json"));
  EXPECT_THROW(record.write(folder.path("run.json")), RunError);
  const std::filesystem::directory_iterator files(folder.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1);
}

TEST(TextFileTest, NumbersSurviveTheRoundTrip) {
  const test::TemporaryFolder folder;
  const double values[] = {1. / 3, 0.1, -2.2250738585072014e-308, 1.7976931348623157e308};
  TextFile file(folder.path("numbers.txt"));
  for (const double value : values)
    file.stream() << value << '\n';
  file.close();
  std::istringstream lines(folder.read("numbers.txt"));
  for (const double value : values) {
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(std::stod(line), value);
  }
}

TEST(TextFileTest, AFullDiskIsNoticed) {
  // Writes to this device succeed until the buffer is flushed, as on a full disk.
  TextFile file("/dev/full");
  file.stream() << "some text";
  const std::string message = test::message_of<RunError>([&] { file.close(); });
  test::expect_contains(message, "/dev/full");
  test::expect_contains(message, "No space left");
}

TEST(RunRecordTest, TheLastRecordStandsWhereNoNewFileCanBeWritten) {
  const test::TemporaryFolder folder;
  RunRecord record("some_program");
  record.write(folder.path("run.json"));
  // Stands where the new file would be written before it replaces the old one.
  std::filesystem::create_directory(folder.path("run.json.part" + std::to_string(::getpid())));
  EXPECT_THROW(record.write(folder.path("run.json")), RunError);
  record.set_end(ExitStatus::run_failed, "the disk is full");
  record.write_last(folder.path("run.json"));
  const auto written = nlohmann::json::parse(folder.read("run.json"));
  EXPECT_EQ(written["end"]["message"], "the disk is full");
  record.write_last(folder.path("nowhere/run.json")); // has nobody to tell
}

TEST(TextFileTest, AReplacedFileIsNamedAsTheUserKnowsIt) {
  const test::TemporaryFolder folder;
  const std::string path = folder.path("missing/run.json");
  const std::string message = test::message_of<RunError>([&] { write_atomically(path, "text"); });
  EXPECT_EQ(message.rfind(path + ": ", 0), 0U) << message;
}

TEST(TextFileTest, AppendingKeepsWhatIsThere) {
  const test::TemporaryFolder folder;
  folder.write("log", "one\n");
  TextFile file(folder.path("log"), TextFile::Mode::append);
  file.stream() << "two\n";
  file.close();
  EXPECT_EQ(folder.read("log"), "one\ntwo\n");
}

} // namespace
} // namespace rhoflow
