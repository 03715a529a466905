// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parameters/parameter_schema.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The text of a parameter file that sets all of @p entries to their present values, with
/// subsections in the order given. With @p documented, comments before each line say what the
/// parameter means, which values are admissible, and the default if the value differs from it.
std::string parameter_listing(const std::vector<ParameterEntry> &entries, bool documented);

} // namespace rhoflow
