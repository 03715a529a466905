// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rhoflow {

/// Whether @p file is one of @p names, in which `#` stands for one or more digits and `*` for any
/// number of characters other than a slash.
bool matches_any(const std::string &file, const std::vector<std::string> &names);

/// The folders in which @p names lie, each once.
std::vector<std::filesystem::path> folders_of(const std::vector<std::string> &names);

} // namespace rhoflow
