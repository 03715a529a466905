// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "comparison/comparison.h"

#include <ostream>
#include <string>

namespace rhoflow {

/// The comparison as tables for people.
void print_comparison(const Comparison &comparison, std::ostream &out);

/// Writes loss.csv, predictions.csv, moments.csv, distances.csv and, with several finite networks
/// of one kind, scatter.csv into @p folder (doc/comparison.md). @throws RunError naming the path
void write_comparison_tables(const Comparison &comparison, const std::string &folder);

} // namespace rhoflow
