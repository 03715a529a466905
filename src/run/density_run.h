// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/run_record.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/run/setup.h"

#include <cstdint>

namespace rhoflow {

/// @throws InputError if a run needs more memory than its machines have. @param needed bytes
void require_memory(std::uint64_t needed, const Communicator &communicator);

/// Puts what is known of a run of densities before it starts into its record.
/// @param density_bytes of the values of all processes
void describe_run(RunRecord &record, const RunSize &size, const DataSet &data,
                  std::uint64_t density_bytes, const Communicator &communicator);

} // namespace rhoflow
