// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace rhoflow {

/// A parameter and the values that it takes in a sweep, one after the other.
struct SweepAxis {
  std::string key;                 ///< `Section/Key`, as ParameterFile knows it if it exists
  std::vector<std::string> values; ///< at least one, no two the same
};

/// Reads `Section/Key=value,value,...`, the text behind --sweep. Commas are between values; a value
/// that has commas itself stands in double quotes, in which two of them stand for one. Blanks
/// around values do not count.
///
///     Weights/Initial mean = "0, 1", "0, 2"
///
/// @throws InputError naming the text if a value is empty (`""` is one), is given twice, or if
/// quotes are not closed or followed by more
SweepAxis parse_sweep_axis(const std::string &text);

/// The names of the runs of a sweep over all combinations of values, also of their folders: the
/// last parts of the keys with their values, such as `beta_10_end_time_2`; where two keys end
/// alike, with their sections. What may not stand in a name of a folder becomes `_`, and a number
/// tells apart what would be called the same.
/// @param combinations [run][axis]
std::vector<std::string> sweep_run_names(const std::vector<SweepAxis> &axes,
                                         const std::vector<std::vector<std::string>> &combinations);

/// All combinations of values, those of the last axis changing first: [run][axis].
std::vector<std::vector<std::string>> sweep_combinations(const std::vector<SweepAxis> &axes);

} // namespace rhoflow
