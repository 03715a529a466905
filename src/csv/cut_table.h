#pragma once

#include <string>

namespace rhoflow {

/// Removes from a csv file of numbers, whose lines are ordered by a column "time", those after
/// @p time. @throws InputError if the file is missing or malformed
void cut_table(const std::string &path, double time);

} // namespace rhoflow
