// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/flow_history.h"

#include <string>

namespace rhoflow {

/// The history of the run in @p folder.
/// @throws InputError, one line: there is none and why, or as read_history()
FlowHistory read_run_history(const std::string &folder);

} // namespace rhoflow
