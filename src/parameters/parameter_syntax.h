// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <istream>
#include <string>
#include <vector>

namespace rhoflow {

/// What is wrong with a line or a setting for which is_printable() does not hold.
constexpr const char *not_printable =
    "a character is not printable or not UTF-8; remove it, or save the text as UTF-8";

/// One statement of a parameter file: `subsection NAME` (then `key` is empty and NAME is the
/// last entry of `section`) or `set KEY = VALUE`.
struct ParameterStatement {
  unsigned long line = 0;           ///< where it stands, counted from 1
  std::vector<std::string> section; ///< the open subsections, outermost first
  std::string key;
  std::string value;
};

/// Splits a parameter file into its statements; knows the syntax, but no names:
///
///     subsection NAME
///       set KEY = VALUE      # comment
///     end
///
/// A backslash at the end of a line continues it. Blanks at the ends of names and values do not
/// count, several blanks within a name count as one.
/// @param input      the text
/// @param file_name  names the file in messages
/// @throws InputError `FILE:LINE: problem; remedy` for a line that is no statement, a subsection
///         that is not closed, and an `end` too many
std::vector<ParameterStatement> scan_parameters(std::istream &input, const std::string &file_name);

/// @p name with single blanks and none at the ends: how names of parameters are compared.
std::string normalized_name(const std::string &name);

} // namespace rhoflow
