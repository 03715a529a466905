// SPDX-License-Identifier: Apache-2.0
// Tables in csv files: what is written is what RFC 4180 says and comes back as it was; a file that
// is wrong is refused with one line that names file, line and value.

#include "csv/csv_reader.h"
#include "csv/csv_writer.h"
#include "rhoflow/base/errors.h"
#include "study/result_table.h"

#include "expect_error.h"
#include "temporary_folder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rhoflow {
namespace {

class Csv : public testing::Test {
protected:
  /// All rows of a file with the content @p content.
  std::vector<std::vector<std::string>> rows(const std::string &content) {
    CsvReader reader(folder_.write("table.csv", content));
    std::vector<std::vector<std::string>> result;
    while (reader.next()) {
      result.emplace_back();
      for (std::size_t k = 0; k < reader.names().size(); ++k)
        result.back().push_back(reader.text(k));
    }
    return result;
  }

  void expect_refusal(const std::string &content, unsigned int line, const std::string &part) {
    SCOPED_TRACE(content);
    const std::string message = test::message_of<InputError>([&] { rows(content); });
    const std::string place = folder_.path("table.csv") + ':' + std::to_string(line) + ": ";
    EXPECT_EQ(message.substr(0, place.size()), place);
    test::expect_contains(message, part);
  }

  test::TemporaryFolder folder_;
};

using Rows = std::vector<std::vector<std::string>>;

TEST_F(Csv, TextsStandInQuotesWhereTheyNeedThem) {
  CsvWriter file(folder_.path("table.csv"), {"name", "KL, sine", "value"});
  file.add("plain").add("two words").add(0.5).end_row();
  file.add("L = 20, M = 3").add("a \"quoted\" word").add("two\nlines").end_row();
  file.add("").add_quoted("plain").add_quoted("a \" too").end_row();
  file.close();
  EXPECT_EQ(folder_.read("table.csv"),
            "name,\"KL, sine\",value\n"
            "plain,two words,0.5\n"
            "\"L = 20, M = 3\",\"a \"\"quoted\"\" word\",\"two\nlines\"\n"
            ",\"plain\",\"a \"\" too\"\n");
}

TEST_F(Csv, WhatIsWrittenComesBack) {
  const std::vector<std::string> names{"a, b", "\"", "c"};
  const Rows texts{{"x,y", "\"quoted\"", "line\nbreak"}, {"", ",", "\"\""}, {"\n", "'", "plain"}};
  CsvWriter file(folder_.path("table.csv"), names);
  for (const auto &row : texts) {
    for (const std::string &text : row)
      file.add(text);
    file.end_row();
  }
  file.close();
  CsvReader reader(folder_.path("table.csv"));
  EXPECT_EQ(reader.names(), names);
  for (const auto &row : texts) {
    ASSERT_TRUE(reader.next());
    for (std::size_t k = 0; k < row.size(); ++k)
      EXPECT_EQ(reader.text(k), row[k]);
  }
  EXPECT_FALSE(reader.next());
}

TEST_F(Csv, NumbersComeBackToTheLastDigit) {
  const std::vector<double> numbers{1. / 3., -2.2250738585072014e-308, 1e300, 123456789., 0.1};
  CsvWriter file(folder_.path("table.csv"), {"a", "b", "c", "d", "e"});
  file.add_row(numbers);
  file.add_row({std::numeric_limits<double>::infinity(), -0., NAN, 1., 2.});
  file.close();
  CsvReader reader(folder_.path("table.csv"));
  ASSERT_TRUE(reader.next());
  for (std::size_t k = 0; k < numbers.size(); ++k)
    EXPECT_EQ(reader.number(k), numbers[k]);
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.number(0), std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::signbit(reader.number(1)));
  EXPECT_TRUE(std::isnan(reader.number(2)));
}

TEST_F(Csv, RowsAreAppendedWithoutASecondHeader) {
  const std::string path = folder_.path("table.csv");
  CsvWriter(path, {"t", "x"}).add_row({1., 2.});
  CsvWriter(path, {"t", "x"}, TextFile::Mode::append).add_row({3., 4.});
  EXPECT_EQ(folder_.read("table.csv"), "t,x\n1,2\n3,4\n");
}

TEST_F(Csv, ReadsQuotedTextBlanksAndForeignLineEnds) {
  EXPECT_EQ(rows("a,b\r\n \"1, 2\" ,\tx y \r\n\"\",\n\n \n"), (Rows{{"1, 2", "x y"}, {"", ""}}));
  EXPECT_EQ(rows("a,b\n5\" ,'q'"), (Rows{{"5\"", "'q'"}}));
}

TEST_F(Csv, NamesLineAndRemedyOfWhatIsWrong) {
  expect_refusal("a,b\n1,2\n1\n", 3, "1 entry where the header has 2; correct");
  expect_refusal("a,b\n\n1,2\n", 3, "empty line");
  expect_refusal("a,b\n1,2\na,b\n", 3, "header stands here again");
  expect_refusal("a,b\n1,2\n\"3,4\n5,6\n", 3, "does not end");
  expect_refusal("a,b\n\"1\"2,3\n", 2, "follows a closing quote");
  expect_refusal("a,b\n\"1\n2\",3,4\n", 3, "3 entries where the header has 2");
  CsvReader reader(folder_.write("text.csv", "a,b\n1,x\n"));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.number(0), 1.);
  EXPECT_EQ(test::message_of<InputError>([&] { reader.number(1); }),
            folder_.path("text.csv") +
                ":2: column 2, 'x': this is not a number; correct or remove the line");
}

TEST_F(Csv, ResultsOfAStudyMayHaveCommasInTheirNames) {
  ResultTable table({"n", "KL, sine"});
  table.add_row({std::string("a \"b\", c"), 2.});
  table.write_csv(folder_.path("table.csv"));
  CsvReader reader(folder_.path("table.csv"));
  EXPECT_EQ(reader.names(), (std::vector<std::string>{"n", "KL, sine"}));
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(reader.text(0), "a \"b\", c");
}

} // namespace
} // namespace rhoflow
