// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// What a run that goes on finds in one of its tables.
struct KeptRows {
  std::vector<std::vector<double>> rows;
  std::string loss; ///< what is missing, in words; empty: nothing is
};

/// Brings the csv file @p path of numbers back to what it was at @p time: the names, then its rows
/// up to that time. What else is there, also a line that was cut off, is dropped; a file that is
/// missing or has other columns starts anew with the names alone. One of a former version, which
/// lacks the last columns, gets nan there.
/// @param names    of the columns, one of them "time"
/// @param expected how many rows there were; none: that is not known
/// @throws RunError naming the file if it cannot be written
KeptRows keep_rows(const std::string &path, const std::vector<std::string> &names, double time,
                   std::optional<std::size_t> expected);

} // namespace rhoflow
