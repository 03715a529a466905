#pragma once

#include <string>
#include <string_view>

namespace rhoflow {

/// Puts @p text between single quotes for a one-line message: control
/// characters become `\xNN`, and whatever follows the first 60 bytes becomes `...`.
std::string quoted_text(std::string_view text);

/// @p text without spaces, tabs and carriage returns at its ends.
std::string_view trimmed_text(std::string_view text);

} // namespace rhoflow
