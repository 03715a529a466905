// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace rhoflow {

/// Puts @p text between single quotes for a one-line message. Printable characters of UTF-8 stay,
/// all other bytes become `\xNN`: text from a file must not speak to the terminal. Whatever follows
/// the first 60 bytes becomes `...`.
std::string quoted_text(std::string_view text);

/// Whether @p text consists of tabs and printable characters of UTF-8.
bool is_printable(std::string_view text);

/// @p text with spaces in place of line breaks, for a message of one line.
std::string one_line(std::string text);

/// @p text without spaces, tabs and carriage returns at its ends.
std::string_view trimmed_text(std::string_view text);

} // namespace rhoflow
