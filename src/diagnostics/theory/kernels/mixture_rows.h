// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"

#include <vector>

namespace rhoflow {

/// Divides the values of one inner node among the components of a mixture, by the share
/// gamma_c = rho_c / sum_e rho_e that each has in the mixture's density there.
/// @param row       r_j, [stride], 64-byte aligned
/// @param log_outer ln rho_c at the outer nodes but for the shift, [component][stride]
/// @param log_shift what is added to it at this node, [component]
/// @param parts     gamma_c r_j, [component][stride]; has the size already
/// @pre the logarithms are finite
void split_row(const double *row, const std::vector<AlignedVector> &log_outer,
               const std::vector<double> &log_shift, AlignedVector &parts);

} // namespace rhoflow
