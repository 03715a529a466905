// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// All eigenvalues, increasing, of a symmetric matrix given row by row. Each is right to rounding
/// relative to the largest: what is below about 1e-16 n of it is noise and may come out negative.
/// @throws RunError if the matrix has a value that is not finite or the iteration fails
std::vector<double> symmetric_eigenvalues(const std::vector<double> &matrix, std::size_t n);

} // namespace rhoflow
