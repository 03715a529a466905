// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace rhoflow {

/// Bytes of memory that a process may use: those of the machine, or fewer where a control group
/// (a container, a job of a batch system) says so. 0 if nobody knows.
std::uint64_t machine_memory();

} // namespace rhoflow
