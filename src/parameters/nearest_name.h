// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// The entry of @p names with the smallest edit distance (insertions, deletions and replacements of
/// one character, ignoring case) to @p name, for "did you mean ...?"; an entry that starts with
/// @p name, or differs from it by words too many or too few in front, counts as one edit away.
/// Empty if nothing is closer than half the length of @p name plus one, so that a suggestion is
/// never absurd.
std::string nearest_name(const std::string &name, const std::vector<std::string> &names);

} // namespace rhoflow
