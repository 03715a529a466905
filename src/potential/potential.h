// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/grid_field.h"
#include "rhoflow/density/grid_rows.h"
#include "rhoflow/network/kernels/network_integrals.h"

#include <vector>

namespace rhoflow {

/// Assembles the potentials of all densities on the inner grid, in parallel over densities and
/// rows:
///   phi_k(q, s_j) = sum_i C_i,k sigma0(w.Z_i(s_j) + b), the encoder's, Phi = u.phi (DCLW; CLLCC
///   (13, 14); model section 3),
///   psi(q) = sum_i C_i sigma0(w.Z_i(1) + b), the trained head's, Psi = a psi (CLLCC (11)).
///
/// @param tables per density, filled with the features at which the adjoint was solved
/// @param coefficients C per density, as encoder_coefficients() and head_coefficients() give them
/// @param rows to assemble, per density
/// @param potentials per density one GridField with as many components as outer weights;
///        overwritten in these rows
void assemble_potentials(const std::vector<NetworkIntegrals> &tables,
                         const std::vector<std::vector<double>> &coefficients,
                         const std::vector<GridRows> &rows, std::vector<GridField> &potentials);

} // namespace rhoflow
