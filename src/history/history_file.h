// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "history/flow_history.h"

#include <string>

namespace rhoflow {

/// The file of a run in @p folder.
std::string history_path(const std::string &folder);

/// Writes @p history as doc/output.md describes it, under another name first: whoever reads @p path
/// meanwhile finds the former file. @throws RunError naming the file
void write_history(const std::string &path, const FlowHistory &history);

/// Reads such a file. Everything is checked; damaged files cannot harm the calling process (see
/// isolate()).
/// @throws InputError, one line naming file and entry: it is damaged, of another kind or version,
///         or its entries do not fit together
FlowHistory read_history(const std::string &path);

} // namespace rhoflow
