#include "rhoflow/base/quoted_text.h"

#include <cstdio>

namespace rhoflow {

namespace {
constexpr std::size_t longest_quote = 60;
}

std::string quoted_text(std::string_view text) {
  std::string result = "'";
  for (const char character : text.substr(0, longest_quote)) {
    const auto byte = static_cast<unsigned char>(character);
    // Bytes from 0x80 on are kept: they are part of names in UTF-8, and no terminal obeys them.
    if (byte < 0x20 || byte == 0x7f) {
      char code[5];
      std::snprintf(code, sizeof(code), "\\x%02x", byte);
      result += code;
    } else
      result += character;
  }
  if (text.size() > longest_quote)
    result += "...";
  return result + "'";
}

std::string_view trimmed_text(std::string_view text) {
  constexpr const char *blanks = " \t\r";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

} // namespace rhoflow
