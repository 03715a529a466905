// SPDX-License-Identifier: Apache-2.0
// Parameters reach their variables unchanged, what is printed can be read back, and every mistake
// is answered with one line that names file, line, parameter, value and remedy.

#include "parameters/parameter_file.h"
#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace rhoflow {
namespace {

struct Variables {
  double end_time = 5;
  double third = 1. / 3;
  unsigned int cells = 12;
  std::string rule = "gauss";
  std::string file;
  std::vector<double> coefficients{0, 1};
  bool verbose = false;

  void declare(dealii::ParameterHandler &handler) {
    {
      ParameterSection time(handler, "Time");
      time.add("End time", end_time, "T, end of training.", 0, 100);
      time.add("Third", third, "A number without a short decimal form.");
      ParameterSection(handler, "Nested part").add("Verbose", verbose, "Whether to talk.");
    }
    ParameterSection data(handler, "Data");
    data.add("Inner cells", cells, "Cells per side.", 1, 64);
    data.add_choice("Rule", rule, "gauss|euler", "Which rule.");
    data.add("File", file, "Where to read.");
    data.add("Coefficients", coefficients, "c_0, c_1, ...");
  }
};

class ParameterFileTest : public testing::Test {
protected:
  ParameterFileTest()
      : parameters_([this](dealii::ParameterHandler &handler) { variables_.declare(handler); }) {}

  void read(const std::string &text) { parameters_.read(folder_.write("a.prm", text)); }

  void expect_refusal(const std::string &text, const std::string &place_and_start,
                      const std::string &remedy) {
    SCOPED_TRACE(text.substr(0, 100));
    const std::string message = test::message_of<InputError>([&] { read(text); });
    const std::string start = folder_.path("a.prm") + ':' + place_and_start;
    EXPECT_EQ(message.substr(0, start.size()), start);
    test::expect_contains(message, remedy);
  }

  Variables variables_;
  ParameterFile parameters_;
  test::TemporaryFolder folder_;
};

TEST_F(ParameterFileTest, ReadsWhatWindowsEditorsWrite) {
  read("\xef\xbb\xbfsubsection Data\r\n  set Inner cells = 7\r\nend\r\n");
  EXPECT_EQ(variables_.cells, 7U);
  using namespace std::string_literals;
  expect_refusal("\xff\xfes\0e\0t\0"s, "1: ", "UTF-16");
}

TEST_F(ParameterFileTest, ValuesAreTextThatCanBeWrittenAgain) {
  // Latin-1, a carriage return inside a value, an escape sequence, a truncated character.
  for (const std::string value : {"caf\xe9.csv", "a\rb", "\x1b[2J", "\xc3"})
    expect_refusal("subsection Data\n  set File = " + value + "\nend\n", "2: ", "not UTF-8");
  EXPECT_NO_THROW(read("subsection Data\n  set File = caf\xc3\xa9 \xe2\x82\xac.csv\nend\n"));
}

TEST_F(ParameterFileTest, ValuesReachTheirVariables) {
  read("# a comment\nsubsection Time\r\n  set End   time = 2.5 # and another\n"
       "  subsection Nested part\n    set Verbose=true\n  end\nend\n"
       "subsection Data\nset Coefficients = 1, \\\n 2, 3\nset Rule = euler\nset File = a "
       "b.csv\nend");
  EXPECT_EQ(variables_.end_time, 2.5);
  EXPECT_TRUE(variables_.verbose);
  EXPECT_EQ(variables_.rule, "euler");
  EXPECT_EQ(variables_.file, "a b.csv");
  EXPECT_EQ(variables_.coefficients, (std::vector<double>{1, 2, 3}));
  EXPECT_EQ(variables_.cells, 12u);
}

TEST_F(ParameterFileTest, ASettingOverridesTheFile) {
  read("subsection Time\nset End time = 2\nend\n");
  parameters_.apply_setting("Time/End time=3");
  parameters_.apply_setting("Time/Nested part/Verbose = true");
  parameters_.apply_setting("Data/File=a=b/c.csv");
  EXPECT_EQ(variables_.end_time, 3);
  EXPECT_TRUE(variables_.verbose);
  EXPECT_EQ(variables_.file, "a=b/c.csv");
}

TEST_F(ParameterFileTest, WhatIsPrintedCanBeReadBack) {
  parameters_.apply_setting("Time/End time=0.12345678901234566");
  parameters_.apply_setting("Data/Inner cells=13");
  std::ostringstream printed;
  parameters_.print(printed);
  test::expect_contains(printed.str(), "# T, end of training.");
  test::expect_contains(printed.str(), "# Admissible: a number from 0 to 100.");
  test::expect_contains(printed.str(), "# Default: 12");

  Variables other;
  ParameterFile copy([&](dealii::ParameterHandler &handler) { other.declare(handler); });
  copy.read(folder_.write("printed.prm", printed.str()));
  EXPECT_EQ(other.end_time, 0.12345678901234566);
  EXPECT_EQ(other.cells, 13u);
  std::ostringstream again;
  copy.print(again);
  EXPECT_EQ(again.str(), printed.str());
}

TEST_F(ParameterFileTest, DefaultsAreWhatIsPrintedNotWhatTheClassHas) {
  const auto defaults = parameters_.defaults();
  const auto third = std::find_if(defaults.begin(), defaults.end(),
                                  [](const auto &entry) { return entry.first == "Time/Third"; });
  ASSERT_NE(third, defaults.end());
  EXPECT_EQ(variables_.third, std::stod(third->second));
  EXPECT_NE(variables_.third, 1. / 3);
}

TEST_F(ParameterFileTest, TheWrittenFileReproducesEveryVariableToTheLastDigit) {
  parameters_.apply_setting("Data/Coefficients=0.1, -2.2250738585072014e-308, 3");
  parameters_.write(folder_.path("resolved.prm"));
  Variables other;
  ParameterFile copy([&](dealii::ParameterHandler &handler) { other.declare(handler); });
  copy.read(folder_.path("resolved.prm"));
  EXPECT_EQ(other.coefficients, variables_.coefficients);
  // A default that its printed form does not reproduce is replaced by what is printed.
  EXPECT_EQ(other.third, variables_.third);
}

TEST_F(ParameterFileTest, RefusesInadmissibleValues) {
  for (const char *value : {"101", "-1", "nan", "inf", "five", "1e999", "", "1 2"})
    expect_refusal("subsection Time\n  set End time = " + std::string(value) + "\nend\n",
                   "2: Time/End time = '" + std::string(value) +
                       "': must be a number from 0 to 100",
                   "change the value");
  expect_refusal("\nsubsection Data\nset Inner cells = 2.5\nend\n",
                 "3: Data/Inner cells = '2.5': must be an integer from 1 to 64", "change");
  expect_refusal("subsection Data\nset Inner cells = 99999999999\nend\n",
                 "2: Data/Inner cells = '99999999999': must be an integer", "change");
  expect_refusal("subsection Data\nset Rule = Gauss\nend\n",
                 "2: Data/Rule = 'Gauss': must be one of gauss, euler", "change");
  expect_refusal("subsection Data\nset Coefficients = 1,x\nend\n", "2: Data/Coefficients = '1,x'",
                 "a comma-separated list, each entry a number");
}

TEST_F(ParameterFileTest, ZeroMayStandOutsideARange) {
  unsigned int nodes = 0;
  ParameterFile file([&nodes](dealii::ParameterHandler &handler) {
    ParameterSection(handler, "Data").add_zero_or("Nodes", nodes, "0: as many as cells.", 3, 96);
  });
  std::ostringstream printed;
  file.print(printed);
  test::expect_contains(printed.str(), "# Admissible: 0 or an integer from 3 to 96.");
  for (const unsigned int value : {96u, 0u, 3u}) {
    file.apply_setting("Data/Nodes=" + std::to_string(value));
    EXPECT_EQ(nodes, value);
  }
  for (const char *value : {"1", "2", "97", "-3", "0 3", "three", ""})
    EXPECT_EQ(test::message_of<InputError>(
                  [&] { file.apply_setting("Data/Nodes=" + std::string(value)); }),
              "--set: Data/Nodes = '" + std::string(value) +
                  "': must be 0 or an integer from 3 to 96; change the value");
  EXPECT_EQ(nodes, 3u);
}

TEST_F(ParameterFileTest, SuggestsTheNearestName) {
  expect_refusal("subsection Time\nset End tmie = 1\nend\n",
                 "2: Time/End tmie = '1': there is no such parameter", "did you mean 'End time'?");
  expect_refusal("subsection Time\nset Rule = gauss\nend\n", "2: Time/Rule = 'gauss'",
                 "did you mean 'Data/Rule'?");
  expect_refusal("subsection Tame\nend\n", "1: there is no section 'Tame'", "did you mean 'Time'?");
  expect_refusal("set Xylophone = 1\n", "1: Xylophone = '1'", "--print-parameters lists all");
}

TEST_F(ParameterFileTest, RefusesMalformedFiles) {
  expect_refusal("subsection Time\nset End time = 1\n", "1: the subsection 'Time'",
                 "add a line 'end'");
  expect_refusal("subsection Time\nend\nend\n", "3: this 'end'", "remove it");
  expect_refusal("subsection Time\nset End time 1\nend\n", "2: 'set End time 1'",
                 "set KEY = VALUE");
  expect_refusal("End time = 1\n", "1: 'End time = 1' is no statement", "set KEY = VALUE");
  expect_refusal("subsection Time\nset End time = 1\nset End time = 2\nend\n",
                 "3: Time/End time = '2': is already set in line 2", "remove one");
  expect_refusal(std::string("\x7f"
                             "ELF\0\1\2",
                             7),
                 "1: '\\x7fELF", "not UTF-8");
  expect_refusal(std::string(100000, 'a'), "1: the line is longer", "parameter file");
}

TEST_F(ParameterFileTest, RefusesFilesThatCannotBeRead) {
  test::expect_contains(
      test::message_of<InputError>([&] { parameters_.read(folder_.path("missing.prm")); }),
      folder_.path("missing.prm") + ": there is no such file");
  test::expect_contains(test::message_of<InputError>([&] { parameters_.read(folder_.path()); }),
                        "directory");
  EXPECT_THROW(parameters_.read("/dev/zero"), InputError);
}

TEST_F(ParameterFileTest, RefusesWrongSettings) {
  const auto message = [this](const std::string &setting) {
    return test::message_of<InputError>([&] { parameters_.apply_setting(setting); });
  };
  EXPECT_EQ(message("Time/End time=-2"),
            "--set: Time/End time = '-2': must be a number from 0 to 100; change the value");
  test::expect_contains(message("Time/End=2"), "did you mean 'End time'?");
  test::expect_contains(message("Time/Training end time=2"), "did you mean 'End time'?");
  test::expect_contains(message("Time/time=2"), "did you mean 'End time'?");
  test::expect_contains(message("Tim/End time=2"), "did you mean 'Time'?");
  test::expect_contains(message("End time=2"), "--set 'Section/Key=value'");
  test::expect_contains(message("Time/End time"), "--set 'Section/Key=value'");
  test::expect_contains(message("Data/File=a#b"), "'#'");
}

TEST_F(ParameterFileTest, AFileThatCannotBeWrittenFailsTheRun) {
  test::expect_contains(
      test::message_of<RunError>([&] { parameters_.write(folder_.path("no/such/folder.prm")); }),
      "no/such/folder.prm");
}

} // namespace
} // namespace rhoflow
