#pragma once

#include <string>

namespace rhoflow {

/// @p value with three significant digits, for titles and legends.
std::string short_number(double value);

} // namespace rhoflow
