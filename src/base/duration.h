// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// A time for people: "3 s", "2 min 5 s", "1 h 20 min".
/// @param seconds not negative
std::string duration_text(double seconds);

} // namespace rhoflow
