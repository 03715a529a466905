// SPDX-License-Identifier: Apache-2.0
#include "base/byte_count.h"

#include <cstdio>

namespace rhoflow {

std::string byte_count(std::uint64_t bytes) {
  char text[32];
  if (bytes < (1u << 30))
    std::snprintf(text, sizeof text, "%.0f MiB", double(bytes) / double(1u << 20));
  else
    std::snprintf(text, sizeof text, "%.2f GiB", double(bytes) / double(1u << 30));
  return text;
}

} // namespace rhoflow
