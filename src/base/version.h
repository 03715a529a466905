// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace rhoflow {

/// The version of Rhoflow, "major.minor.patch".
const char *version();

/// The git revision the library was built from (12 hexadecimal digits, "-dirty" appended if the
/// tree had uncommitted changes), "unknown" outside a git tree.
std::string git_revision();

/// Name and version of the libraries whose results enter those of Rhoflow, as they were at compile
/// time: deal.II, Trilinos (where deal.II uses it), Boost and VTK.
std::map<std::string, std::string> library_versions();

} // namespace rhoflow
