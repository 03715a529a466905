// SPDX-License-Identifier: Apache-2.0
// A CSV file is read exactly, whatever line ends and locale; a file that is wrong in any way is
// refused with one line that names file, line and value.

#include "data/samples_file.h"
#include "rhoflow/base/errors.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <clocale>

namespace rhoflow {
namespace {

class SamplesFile : public testing::Test {
protected:
  DataSet read(const std::string &content) {
    return read_samples(folder_.write("samples.csv", content));
  }

  /// Expects a refusal that contains @p part and starts with the path, and @p line unless it is 0.
  void expect_refusal(const std::string &content, unsigned int line, const std::string &part) {
    SCOPED_TRACE(content.substr(0, 60));
    const std::string message = test::message_of<InputError>([this, &content] { read(content); });
    const std::string place =
        folder_.path("samples.csv") + (line > 0 ? ":" + std::to_string(line) : "") + ": ";
    EXPECT_EQ(message.substr(0, place.size()), place);
    test::expect_contains(message, part);
    EXPECT_NE(message.find(';'), std::string::npos) << "no remedy: " << message;
  }

  test::TemporaryFolder folder_;
};

TEST_F(SamplesFile, ReadsOneInputToTheLastDigit) {
  const DataSet data = read("x0,y\n0.1,-2.5e-3\n+3,1e300\n");
  EXPECT_EQ(data.dimension, 1u);
  EXPECT_EQ(data.inputs, (std::vector<double>{0.1, 3}));
  EXPECT_EQ(data.labels, (std::vector<double>{-2.5e-3, 1e300}));
}

TEST_F(SamplesFile, ReadsTwoInputsSampleBySample) {
  const DataSet data = read("x0,x1,y\n1,2,3\n4,5,6\n");
  EXPECT_EQ(data.dimension, 2u);
  ASSERT_EQ(data.size(), 2u);
  EXPECT_EQ(data.input(0, 1), 2);
  EXPECT_EQ(data.input(1, 0), 4);
  EXPECT_EQ(data.labels[1], 6);
}

TEST_F(SamplesFile, ToleratesBlanksForeignLineEndsAndAMissingLastOne) {
  const DataSet data = read(" x0 , y \r\n 1 ,\t2\r\n3,4");
  EXPECT_EQ(data.inputs, (std::vector<double>{1, 3}));
  EXPECT_EQ(data.labels, (std::vector<double>{2, 4}));
  EXPECT_EQ(read("x0,y\n1,2\n\n\n").size(), 1u);
  EXPECT_EQ(read("\"x0\",\"y\"\n\"1.5\",2\n").input(0, 0), 1.5);
}

TEST_F(SamplesFile, DoesNotDependOnTheLocale) {
  // Where this locale is not installed, the call changes nothing and the test is void.
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(read("x0,y\n0.5,1.5\n").labels.front(), 1.5);
  std::setlocale(LC_ALL, "C");
}

TEST_F(SamplesFile, RefusesAWrongHeader) {
  for (const char *header :
       {"y,x0", "x0", "y", "x1,y", "x0,x0,y", "X0,Y", "1,2", "x0;y", "x0,y,", "# comment", ""})
    expect_refusal(std::string(header) + "\n1,2\n", 1, "x0,y or x0,x1,y");
  expect_refusal("", 0, "empty");
  expect_refusal("\xff\xfex0,y\n1,2\n", 1, "UTF-16");
}

TEST_F(SamplesFile, ReadsWhatOtherProgramsWrite) {
  EXPECT_EQ(read("\xef\xbb\xbfx0,y\n1,2\n").input(0, 0), 1.);                 // Excel
  const DataSet numbered = read("\"\",\"x0\",\"y\"\n\"1\",3,4\n\"2\",5,6\n"); // R
  EXPECT_EQ(numbered.inputs, (std::vector<double>{3., 5.}));
  EXPECT_EQ(numbered.labels, (std::vector<double>{4., 6.}));
  EXPECT_EQ(read(",x0,x1,y\n0,1,2,3\n").dimension, 2U); // pandas
}

TEST_F(SamplesFile, ReadsTheColumnsThatAreNamed) {
  const std::string path = folder_.write(
      "cars.csv", "\"\",\"speed\",\"dist\",\"make\"\n\"1\",4,2,\"a, b\"\n\"2\",10,26,c\n");
  const DataSet data = read_samples(path, "speed,dist");
  EXPECT_EQ(data.inputs, (std::vector<double>{4., 10.}));
  EXPECT_EQ(data.labels, (std::vector<double>{2., 26.}));
  const DataSet swapped = read_samples(path, " dist , speed ");
  EXPECT_EQ(swapped.labels, (std::vector<double>{4., 10.}));
  const auto refusal = [&](const std::string &columns) {
    return test::message_of<InputError>([&] { read_samples(path, columns); });
  };
  test::expect_contains(refusal("speed,distance"), "no column 'distance'");
  test::expect_contains(refusal("speed,distance"), "it has 'speed, dist, make'");
  test::expect_contains(refusal("speed"), "at least two columns");
  test::expect_contains(refusal("speed,make"), "cars.csv:2");
  test::expect_contains(refusal(""), "Data/Columns = 'speed, dist, make'");
}

TEST_F(SamplesFile, ReadsAThousandInputsAndRefusesMore) {
  std::string header, line;
  for (int k = 0; k < 1000; ++k) {
    header += "x" + std::to_string(k) + ",";
    line += std::to_string(k) + ".5,";
  }
  const DataSet data = read(header + "y\n" + line + "7\n");
  EXPECT_EQ(data.dimension, 1000u);
  ASSERT_EQ(data.size(), 1u);
  EXPECT_EQ(data.input(0, 999), 999.5);
  EXPECT_EQ(data.labels.front(), 7.);
  expect_refusal(header + "x1000,y\n1\n", 1, "1001 inputs are too many");
}

TEST_F(SamplesFile, RefusesRaggedLines) {
  expect_refusal("x0,y\n1,2\n1\n", 3, "1 entry where the header has 2");
  expect_refusal("x0,y\n1,2,3\n", 2, "3 entries where the header has 2");
  expect_refusal("x0,y\n1,2,\n", 2, "3 entries");
}

TEST_F(SamplesFile, RefusesWhatIsNotAFiniteNumber) {
  for (const char *value : {"one", "", "1 2", "0x10", "1,5e", "+-1", "--1", "1.5f", "+"})
    if (std::string(value).find(',') == std::string::npos)
      expect_refusal("x0,y\n0,1\n2," + std::string(value) + "\n", 3, "not a number");
  for (const char *value : {"nan", "inf", "-inf", "NAN", "infinity"})
    expect_refusal("x0,y\n" + std::string(value) + ",1\n", 2, "not a finite number");
  expect_refusal("x0,y\n1e999,1\n", 2, "'1e999'");
  expect_refusal("x0,y\n# note,1\n", 2, "not a number");
}

TEST_F(SamplesFile, RefusesAFileWithoutSamples) {
  expect_refusal("x0,y\n", 0, "no sample");
  expect_refusal("x0,y\n\n\n", 0, "no sample");
}

TEST_F(SamplesFile, RefusesASecondHeaderAndGaps) {
  expect_refusal("x0,y\n1,2\nx0,y\n", 3, "header stands here again");
  expect_refusal("x0,y\n1,2\n\n3,4\n", 4, "empty line");
}

TEST_F(SamplesFile, RefusesBinaryRubbishAndEndlessLinesWithAShortMessage) {
  std::string rubbish;
  for (int i = 0; i < 800; ++i)
    rubbish += static_cast<char>((37 * i + 11) % 256);
  expect_refusal(rubbish, 1, "x0,y or x0,x1,y");
  expect_refusal(std::string("x0,y\n1,\0002\n", 10), 2, "not a number");
  expect_refusal("x0,y\n" + std::string(100000, '1') + ",2\n", 2, "longer than");
  EXPECT_LT(test::message_of<InputError>([&] { read(rubbish); }).size(), 600u);
  EXPECT_THROW(read_samples("/dev/zero"), InputError);
}

TEST_F(SamplesFile, RefusesWhatCannotBeRead) {
  const auto missing =
      test::message_of<InputError>([this] { read_samples(folder_.path("missing.csv")); });
  test::expect_contains(missing, folder_.path("missing.csv") + ": there is no such file");
  const auto directory = test::message_of<InputError>([this] { read_samples(folder_.path()); });
  test::expect_contains(directory, "directory");
  if (::geteuid() != 0) { // root may read everything
    const std::string path = folder_.write("locked.csv", "x0,y\n1,2\n");
    std::filesystem::permissions(path, std::filesystem::perms::none);
    test::expect_contains(test::message_of<InputError>([&path] { read_samples(path); }),
                          "permissions");
  }
}

} // namespace
} // namespace rhoflow
