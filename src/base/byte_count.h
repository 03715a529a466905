// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace rhoflow {

/// @p bytes for people: "12 MiB", "1.50 GiB".
std::string byte_count(std::uint64_t bytes);

} // namespace rhoflow
