// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/run/parameters.h"

#include <string>

namespace rhoflow {

/// The parameters of a run from the lines "Section/Key = value" that its checkpoint has of them.
/// @param section if not empty, only the keys of this one are read; all others have their defaults
/// @throws InputError naming a line that this program does not know
Parameters recorded_parameters(const std::string &lines, const std::string &section = {});

} // namespace rhoflow
