// SPDX-License-Identifier: Apache-2.0
// The command line is read as documented; help and version stop with status 0, mistakes with status
// 2 and one line on the standard error.

#include "base/version.h"
#include "run/command_line.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace rhoflow {
namespace {

class CommandLineTest : public testing::Test {
protected:
  /// Parses @p arguments and keeps what is printed.
  std::variant<CommandLine, ExitStatus> parse(std::vector<const char *> arguments,
                                              const std::string &default_file = "") {
    arguments.insert(arguments.begin(), "/some/where/rhoflow");
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    auto result = parse_command_line(static_cast<int>(arguments.size()), arguments.data(),
                                     "rhoflow", "Solves a problem.", default_file);
    out_ = testing::internal::GetCapturedStdout();
    error_ = testing::internal::GetCapturedStderr();
    return result;
  }

  CommandLine parse_good(const std::vector<const char *> &arguments,
                         const std::string &default_file = "") {
    const auto result = parse(arguments, default_file);
    EXPECT_TRUE(std::holds_alternative<CommandLine>(result)) << error_;
    EXPECT_EQ(out_ + error_, "");
    return std::holds_alternative<CommandLine>(result) ? std::get<CommandLine>(result)
                                                       : CommandLine();
  }

  void expect_refusal(const std::vector<const char *> &arguments, const std::string &part) {
    SCOPED_TRACE(part);
    const auto result = parse(arguments);
    ASSERT_TRUE(std::holds_alternative<ExitStatus>(result));
    EXPECT_EQ(std::get<ExitStatus>(result), ExitStatus::bad_input);
    EXPECT_EQ(out_, "");
    EXPECT_EQ(std::count(error_.begin(), error_.end(), '\n'), 1) << error_;
    test::expect_contains(error_, "rhoflow: ");
    test::expect_contains(error_, part);
    test::expect_contains(error_, "see rhoflow --help");
  }

  std::string out_, error_;
};

TEST_F(CommandLineTest, DefaultsRunTheFileOnAllCores) {
  const CommandLine line = parse_good({"a.prm"});
  EXPECT_EQ(line.parameter_file, "a.prm");
  EXPECT_TRUE(line.settings.empty());
  EXPECT_EQ(line.output_directory, "");
  EXPECT_EQ(line.threads, 0u);
  EXPECT_FALSE(line.validate || line.print_parameters || line.quiet || line.resume);
}

TEST_F(CommandLineTest, EveryOptionReachesItsMember) {
  const CommandLine line =
      parse_good({"--set", "Time/End time=2", "--output", "out", "--threads", "3", "--validate",
                  "--print-parameters", "--quiet", "--resume", "a.prm"});
  EXPECT_EQ(line.settings, (std::vector<std::string>{"Time/End time=2"}));
  EXPECT_EQ(line.output_directory, "out");
  EXPECT_EQ(line.threads, 3u);
  EXPECT_TRUE(line.validate && line.print_parameters && line.quiet && line.resume);
}

TEST_F(CommandLineTest, ForgottenValuesAreNotTakenFromTheNextWord) {
  expect_refusal({"a.prm", "--output=", "--quiet"}, "'--output=': there is no value behind");
  expect_refusal({"--set=", "a.prm"}, "'--set=': there is no value behind");
  expect_refusal({"a.prm", "--output", "--quiet"}, "--output: there is no value before --quiet");
  expect_refusal({"a.prm", "--threads", "--set", "A/B=1"}, "--threads: there is no value before");
  expect_refusal({"a.prm", "--validate=-1"}, "'--validate=-1': this option takes no value");
  expect_refusal({"a.prm", "--quiet=true"}, "'--quiet=true': this option takes no value");
  const CommandLine line = parse_good({"--set=A/B=", "--output=--quiet", "a.prm"});
  EXPECT_EQ(line.settings, (std::vector<std::string>{"A/B="}));
  EXPECT_EQ(line.output_directory, "--quiet");
}

TEST_F(CommandLineTest, NumbersAreWholeAndDecimal) {
  for (const char *text : {"", "010", "0x3", "-1", "+2", "1e3", "1.5", "two", "4 "})
    expect_refusal({"a.prm", "--threads", text}, "is no whole number");
  EXPECT_EQ(parse_good({"a.prm", "--threads", "0"}).threads, 0u);
  EXPECT_EQ(parse_good({"a.prm", "--threads=10"}).threads, 10u);
  expect_refusal({"a.prm", "--threads", "99999999999"}, "--threads");
}

TEST_F(CommandLineTest, SettingsAreRepeatableAndKeepTheirOrder) {
  const CommandLine line =
      parse_good({"--set", "A/b=1", "a.prm", "--set=A/c=x y", "--set", "A/b=-2,3"});
  EXPECT_EQ(line.settings, (std::vector<std::string>{"A/b=1", "A/c=x y", "A/b=-2,3"}));
  EXPECT_EQ(line.parameter_file, "a.prm");
}

TEST_F(CommandLineTest, TheDefaultFileStandsInForAMissingOne) {
  EXPECT_EQ(parse_good({}, "default.prm").parameter_file, "default.prm");
  EXPECT_EQ(parse_good({"a.prm"}, "default.prm").parameter_file, "a.prm");
  EXPECT_EQ(parse_good({"--print-parameters"}).parameter_file, "");
}

TEST_F(CommandLineTest, HelpAndVersionStopWithSuccess) {
  EXPECT_EQ(std::get<ExitStatus>(parse({"--help"})), ExitStatus::done);
  for (const char *part :
       {"Solves a problem.", "FILE", "--set", "--output", "--threads", "--validate",
        "--print-parameters", "--quiet", "--resume", "--overwrite", "--version"})
    test::expect_contains(out_, part);
  EXPECT_EQ(error_, "");
  EXPECT_EQ(std::get<ExitStatus>(parse({"--version"})), ExitStatus::done);
  EXPECT_EQ(out_, "rhoflow " + std::string(version()) + " (" + git_revision() + ")\n");
}

TEST_F(CommandLineTest, MistakesAreAnsweredInOneLine) {
  expect_refusal({}, "no parameter file given");
  expect_refusal({"--frobnicate", "a.prm"}, "--frobnicate");
  expect_refusal({"a.prm", "b.prm"}, "b.prm");
  expect_refusal({"--threads", "-1", "a.prm"}, "--threads");
  expect_refusal({"--threads", "two", "a.prm"}, "two");
  expect_refusal({"--set", "End time", "a.prm"}, "--set 'Section/Key=value'");
  expect_refusal({"--set", "End time=2", "a.prm"}, "--set 'Section/Key=value'");
  expect_refusal({"a.prm", "--set"}, "--set");
  expect_refusal({"--output", "", "a.prm"}, "name a folder");
  expect_refusal({"--quiet=perhaps", "a.prm"}, "perhaps");
  expect_refusal({"--sweep", "End time=2", "a.prm"}, "--sweep 'Section/Key=value,...'");
  expect_refusal({"--sweep", "A/b=2", "a.prm"}, "this program makes one run");
}

TEST_F(CommandLineTest, AMisspeltOptionIsAnsweredWithTheNearestOne) {
  expect_refusal({"--thread", "2", "a.prm"},
                 "'--thread': there is no such option; did you mean --threads?");
  expect_refusal({"a.prm", "--ouput=out"},
                 "'--ouput': there is no such option; did you mean --output?");
  expect_refusal({"-quiet", "a.prm"}, "did you mean --quiet?");
  expect_refusal({"--swep", "A/b=1", "a.prm"}, "did you mean --set?"); // which other programs have
  parse({"--frobnicate", "a.prm"});
  EXPECT_EQ(error_, "rhoflow: '--frobnicate': there is no such option; see rhoflow --help\n");
}

} // namespace
} // namespace rhoflow
