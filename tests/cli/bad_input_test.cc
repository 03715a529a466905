// SPDX-License-Identifier: Apache-2.0
// Whatever is wrong with the input is answered with one line on standard error that names the key
// or the file, exit status 2, and nothing is written.
#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

namespace {

using namespace rhoflow::test;
namespace fs = std::filesystem;

struct BadInputCase {
  std::string name;
  std::string problem;   ///< content of problem.prm
  std::string arguments; ///< of the program; problem.prm and --output are added
  std::string expected;  ///< part of the message
};

void PrintTo(const BadInputCase &bad, std::ostream *out) {
  *out << bad.name;
}

class BadInput : public testing::TestWithParam<BadInputCase> {};

TEST_P(BadInput, IsAnsweredByOneLineAndStatusTwoAndWritesNothing) {
  const TemporaryFolder folder;
  folder.write("problem.prm", GetParam().problem);
  folder.write("ragged.csv", "x0,y\n0.1,0.2\n0.3\n");
  folder.write("text.csv", "x0,y\n0.1,abc\n");
  folder.write("nan.csv", "x0,y\n0.1,nan\n");
  folder.write("empty.csv", "x0,y\n");
  folder.write("three.csv", "x0,x1,x2,y\n0,0,0,1\n");
  const CommandResult result =
      run_command(folder, rhoflow_program, "problem.prm --output out " + GetParam().arguments);
  EXPECT_EQ(result.status, 2) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  EXPECT_LT(result.error.size(), 500u);
  expect_contains(result.error, GetParam().expected);
  EXPECT_FALSE(fs::exists(folder.path("out")));
}

std::string csv(const std::string &file) {
  return "subsection Data\n  set Source = csv\n  set File = " + file + "\nend\n";
}

std::string set(const std::string &section, const std::string &entry) {
  return "subsection " + section + "\n  set " + entry + "\nend\n";
}

INSTANTIATE_TEST_SUITE_P(
    , BadInput,
    testing::Values(
        BadInputCase{"UnknownSection", set("Wieghts", "Inner cells = 4"), "", "Wieghts"},
        BadInputCase{"UnknownKey", set("Weights", "Inner cell = 4"), "", "Inner cells"},
        BadInputCase{"MissingEnd", "subsection Data\n  set Samples = 4\n", "", "end"},
        BadInputCase{"NotANumber", set("Network", "Alpha = one"), "", "Alpha"},
        BadInputCase{"NanNumber", set("Network", "Alpha = nan"), "", "Alpha"},
        BadInputCase{"OutOfRange", set("Data", "Samples = 0"), "", "Samples"},
        BadInputCase{"UnknownSource", set("Data", "Source = cosine"), "", "cosine"},
        BadInputCase{"UnknownActivation", set("Network", "Activation = relu"), "", "relu"},
        BadInputCase{"InnerDegreeTooHigh", set("Weights", "Inner degree = 17"), "", "Inner degree"},
        BadInputCase{"HeadInnerDegreeTooHigh", set("Weights", "Head inner degree = 17"), "",
                     "Head inner degree"},
        BadInputCase{"HeadInnerCellsTooFew", set("Weights", "Head inner cells = 1"), "",
                     "Head inner cells"},
        BadInputCase{"HeadHalfWidthTooSmall", set("Weights", "Head half width = 3"), "",
                     "Head half width"},
        BadInputCase{"InnerDegreeZero", set("Weights", "Inner degree = 0"), "", "Inner degree"},
        BadInputCase{"OuterNodesTooMany", set("Weights", "Outer nodes = 1000"), "", "Outer nodes"},
        BadInputCase{"HeadOuterNodesTooFew", set("Weights", "Head outer nodes = 1"), "",
                     "Head outer nodes"},
        BadInputCase{"GaussNodesTooMany", set("Depth", "Nodes = 40"), "", "Depth/Nodes"},
        BadInputCase{"HalfWidthTooSmall", set("Weights", "Half width = 3"), "", "Half width"},
        BadInputCase{"HeadVectorTooLong", set("Network", "Head = fixed\n  set Head vector = 1, 2"),
                     "", "Head vector"},
        BadInputCase{"HeadVectorZero", set("Network", "Head = fixed\n  set Head vector = 0"), "",
                     "Head vector"},
        BadInputCase{"VarianceTooLarge", set("Weights", "Initial variance = 2, 1, 1"), "",
                     "variance"},
        BadInputCase{"MeanWrongCount", set("Weights", "Initial mean = 0, 0"), "", "Initial mean"},
        BadInputCase{
            "MixtureMalformed",
            set("Weights", "Initial density = gaussian mixture\n  set Initial mixture = 1 : 0"), "",
            "Initial mixture"},
        BadInputCase{"CsvMissing", csv("absent.csv"), "", "absent.csv"},
        BadInputCase{"CsvIsFolder", csv("."), "", "."},
        BadInputCase{"CsvRagged", csv("ragged.csv"), "", "ragged.csv"},
        BadInputCase{"CsvText", csv("text.csv"), "", "text.csv"},
        BadInputCase{"CsvNan", csv("nan.csv"), "", "nan.csv"},
        BadInputCase{"CsvNoSample", csv("empty.csv"), "", "empty.csv"},
        BadInputCase{"CsvThreeInputs", csv("three.csv"), "", "three.csv"},
        BadInputCase{"SettingWithoutValue", "", "--set Network/Alpha", "Network/Alpha"},
        BadInputCase{"SettingUnknown", "", "--set Network/Gamma=1", "Gamma"},
        BadInputCase{"SettingOutOfRange", "", "--set Time/Tolerance=2", "Tolerance"},
        BadInputCase{"MoreMemoryThanThereIs", "",
                     "--set 'Weights/Inner cells=1000' --set 'Weights/Inner degree=8' --set "
                     "'Weights/Outer nodes=60' --set Depth/Nodes=8 --set Depth/Intervals=100",
                     "of memory, this machine has"},
        BadInputCase{
            "MeshTooCoarseForTheStart",
            set("Weights", "Half width = 1000\n  set Inner cells = 4\n  set Inner degree = 1"),
            "--validate", "Weights/Inner cells = 4: the mesh sees a mass of"},
        BadInputCase{"ColumnsThatAreNotThere", csv("three.csv"), "--set Data/Columns=a,b",
                     "Data/Columns"},
        BadInputCase{"UnknownOption", "", "--fast", "--fast"},
        BadInputCase{"NegativeThreads", "", "--threads -1", "threads"},
        BadInputCase{"ResumeWithoutCheckpoint", "", "--resume", "--resume"}),
    [](const auto &instance) { return instance.param.name; });

TEST(BadInputFile, MissingParameterFileIsNamed) {
  const TemporaryFolder folder;
  const CommandResult result = run_command(folder, rhoflow_program, "absent.prm --output out");
  EXPECT_EQ(result.status, 2);
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "absent.prm");
  EXPECT_FALSE(fs::exists(folder.path("out")));
}

TEST(BadInputFile, NoParameterFileIsAMistakeOfUsage) {
  const TemporaryFolder folder;
  EXPECT_EQ(run_command(folder, rhoflow_program, "").status, 2);
}

TEST(BadOutputFolder, AFileInTheWayIsNamed) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  folder.write("out", "not a folder");
  const CommandResult result = run_command(folder, rhoflow_program, "problem.prm --output out");
  EXPECT_EQ(result.status, 2) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "out");
  EXPECT_EQ(folder.read("out"), "not a folder");
}

TEST(BadOutputFolder, APseudoFileSystemThatRefusesIsNamed) {
  const TemporaryFolder folder;
  folder.write("problem.prm", small_problem());
  const CommandResult result =
      run_command(folder, rhoflow_program, "problem.prm --output /proc/rhoflow");
  EXPECT_EQ(result.status, 2) << result.error;
  EXPECT_EQ(result.error_lines(), 1u) << result.error;
  expect_contains(result.error, "/proc/rhoflow");
}

} // namespace
