// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/run/parameters.h"

#include <string>

namespace rhoflow {

/// Whether a run with @p parameters would take @p settings as well, "Section/Key = value" with ", "
/// between them: what a remedy names has to pass the parameter file and the check of the depth.
bool are_accepted(const Parameters &parameters, const std::string &settings);

} // namespace rhoflow
