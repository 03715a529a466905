// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "checkpoint/density_checkpoint.h"

#include <cstdio>

// Names in checkpoint files, shared by writer and reader.

namespace rhoflow {

/// FlowSnapshot::limiter_work among the states of the observers.
constexpr const char *limiter_work_state = "limiter_work";
constexpr const char *checkpoint_schema = "rhoflow density";
constexpr unsigned int checkpoint_version = 1;

/// "encoder_00002" or "head".
inline std::string checkpoint_density_name(std::size_t index, std::size_t n_slices) {
  if (index >= n_slices)
    return "head";
  char name[32];
  std::snprintf(name, sizeof name, "encoder_%05zu", index);
  return name;
}

} // namespace rhoflow
