// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// Starts `rhoflow-plot` with @p arguments and waits for its end. The command is looked for in the
/// environment variable RHOFLOW_PLOT, beside the running program, in the folder above and on the
/// path, in this order.
/// @return what to say of pictures that were not drawn, in one line; empty: all were. Never throws.
std::string run_plot_program(const std::vector<std::string> &arguments);

} // namespace rhoflow
