// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <string>

namespace rhoflow::test {

/// Expects @p action to throw an Error whose message is a single line.
/// @return the message, for checks of its words; empty if nothing was thrown
template <typename Error, typename Action>
std::string message_of(const Action &action) {
  try {
    action();
  } catch (const Error &error) {
    std::string message = error.what();
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    return message;
  }
  ADD_FAILURE() << "no error was thrown";
  return {};
}

/// Expects @p text to contain @p part.
inline void expect_contains(const std::string &text, const std::string &part) {
  EXPECT_NE(text.find(part), std::string::npos) << "'" << part << "' is not in: " << text;
}

} // namespace rhoflow::test
