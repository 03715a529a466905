// SPDX-License-Identifier: Apache-2.0
// Text from files appears in messages, where it must not speak to the terminal.
#include "rhoflow/base/quoted_text.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

TEST(QuotedText, KeepsWhatCanBeRead) {
  EXPECT_EQ(quoted_text("a b"), "'a b'");
  EXPECT_EQ(quoted_text("gr\xc3\xb6\xc3\x9f"
                        "e \xe2\x82\xac \xf0\x9f\x98\x80"),
            "'gr\xc3\xb6\xc3\x9f"
            "e \xe2\x82\xac \xf0\x9f\x98\x80'");
}

TEST(QuotedText, EscapesEverythingElse) {
  EXPECT_EQ(quoted_text(std::string("\x1b[2J\t\0", 6)), "'\\x1b[2J\\x09\\x00'");
  EXPECT_EQ(quoted_text("\xff\xfe"), "'\\xff\\xfe'"); // no UTF-8
  EXPECT_EQ(quoted_text("\xc3"), "'\\xc3'");          // cut off
  EXPECT_EQ(quoted_text("\xc0\xaf"), "'\\xc0\\xaf'"); // longer than needed
  EXPECT_EQ(quoted_text("\xe0\x80\xaf"), "'\\xe0\\x80\\xaf'");
  EXPECT_EQ(quoted_text("\xc2\x9b"), "'\\xc2\\x9b'");          // a control character
  EXPECT_EQ(quoted_text("\xe2\x80\xae"), "'\\xe2\\x80\\xae'"); // right to left
  EXPECT_EQ(quoted_text("\xef\xbb\xbf"), "'\\xef\\xbb\\xbf'"); // a mark that is not seen
  EXPECT_EQ(quoted_text("\xed\xa0\x80"), "'\\xed\\xa0\\x80'"); // half of a pair
}

TEST(QuotedText, CutsBetweenCharacters) {
  EXPECT_EQ(quoted_text(std::string(61, 'x')), '\'' + std::string(60, 'x') + "...'");
  const std::string text = std::string(59, 'x') + "\xc3\xb6";
  EXPECT_EQ(quoted_text(text), '\'' + text + '\'');
}

} // namespace
} // namespace rhoflow
