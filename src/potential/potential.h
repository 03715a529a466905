#pragma once

#include "depth/trajectory.h"
#include "depth/vector_field.h"

#include <vector>

namespace rhoflow {

/// Consecutive rows of the inner grid, [begin, end).
struct GridRows {
  std::size_t begin = 0, end = 0;
};

/// Assembles phi_k(q, s_j) = sum_i C_i,k sigma0(w.Z_i(s_j) + b) on the inner grid, for every depth
/// node: the potential of the encoder is Phi = u.phi (DCLW; CLLCC (13, 14); model section 3). In
/// parallel over depth nodes and rows of the grid.
///
/// @param field provides the tables of its last evaluation, which must have been at the features of
///        the adjoint's trajectory
/// @param coefficients C as encoder_coefficients() gives it, per depth node
/// @param rows to assemble, per depth node
/// @param potential one GridField with d components per depth node; overwritten in these rows
void assemble_encoder_potential(const MeanFieldVectorField &field,
                                const std::vector<std::vector<double>> &coefficients,
                                const std::vector<GridRows> &rows,
                                std::vector<GridField> &potential);

/// Assembles the head's psi(q) = sum_i C_i sigma0(w.Z_i(1) + b); Psi = a psi (CLLCC (11)).
/// @param coefficients C as head_coefficients() gives it
void assemble_head_potential(const NetworkIntegrals &integrals,
                             const std::vector<double> &coefficients, const GridRows &rows,
                             GridField &potential);

} // namespace rhoflow
