// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program_frame.h"

#include <string>

namespace points_and_mesh {

/// The file in a run's folder that has its cost, and the column.
const std::string cost_file = "cost.csv", cost_column = "processor_seconds";

/// @p action, which writes cost_file beside its results when it has run.
rhoflow::ProgramAction counted(const rhoflow::ProgramAction &action);

} // namespace points_and_mesh
