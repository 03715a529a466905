// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/base/quoted_text.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace rhoflow {

namespace {

constexpr std::size_t longest_quote = 60;

/// Bytes of the printable character of UTF-8 with which @p text begins; 0 if it begins with
/// something else. Characters that a terminal or an editor obeys are not printable.
std::size_t printable_length(std::string_view text) {
  const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  if (byte(0) < 0x80)
    return byte(0) >= 0x20 && byte(0) != 0x7f ? 1 : 0;
  const std::size_t length = byte(0) >= 0xf0 && byte(0) <= 0xf4  ? 4
                             : byte(0) >= 0xe0 && byte(0) < 0xf0 ? 3
                             : byte(0) >= 0xc2 && byte(0) < 0xe0 ? 2
                                                                 : 0;
  if (length == 0 || text.size() < length)
    return 0;
  std::uint32_t code = byte(0) & (0x7fU >> length);
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte(k) & 0xc0U) != 0x80U)
      return 0;
    code = code << 6U | (byte(k) & 0x3fU);
  }
  const bool longer_than_needed = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool control = code < 0xa0 || (code >= 0x2028 && code <= 0x202e) || // lines, directions
                       (code >= 0x200b && code <= 0x200f) || (code >= 0x2066 && code <= 0x2069) ||
                       code == 0xfeff || (code >= 0xd800 && code < 0xe000) || code > 0x10ffff;
  return longer_than_needed || control ? 0 : length;
}

} // namespace

std::string quoted_text(std::string_view text) {
  std::string result = "'";
  std::size_t place = 0;
  while (place < text.size() && place < longest_quote) {
    const std::size_t length = printable_length(text.substr(place));
    if (length == 0) {
      char code[5];
      std::snprintf(code, sizeof(code), "\\x%02x", static_cast<unsigned char>(text[place]));
      result += code;
    } else
      result += text.substr(place, length);
    place += std::max<std::size_t>(length, 1);
  }
  if (place < text.size())
    result += "...";
  return result + "'";
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

bool is_printable(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = text[0] == '\t' ? 1 : printable_length(text);
    if (length == 0)
      return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string_view trimmed_text(std::string_view text) {
  constexpr const char *blanks = " \t\r";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace rhoflow
