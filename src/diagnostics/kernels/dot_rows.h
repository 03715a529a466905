// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// result[row][t] = sum_j table_t[j] row[j] for consecutive rows of a density: sums over the outer
/// nodes.
/// @param rows   [row][stride], 64-byte aligned, stride a multiple of lane_count
/// @param tables of length stride, zero in the padding
void dot_rows(const double *rows, std::size_t n_rows, std::size_t stride,
              const std::vector<AlignedVector> &tables, double *result);

} // namespace rhoflow
