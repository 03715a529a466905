// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace rhoflow {

/// The folder that holds the running program, with links resolved; empty if the system does not
/// say. What comes with the program is found relative to this folder, so that a tree of programs
/// can be moved. Never throws.
std::filesystem::path program_folder();

} // namespace rhoflow
