#pragma once

#include "rhoflow/depth/trajectory.h"
#include "rhoflow/depth/vector_field.h"

#include <vector>

namespace rhoflow {

/// Consecutive rows of the inner grid, [begin, end).
struct GridRows {
  std::size_t begin = 0, end = 0;
};

/// Assembles phi_k(q, s_j) = alpha/n sum_i c_i p_{i,k}(s_j) sigma0(w.Z_i(s_j) + b) on the inner
/// grid, for every depth node: the potential of the encoder is Phi = u.phi (DCLW; CLLCC (13, 14);
/// model section 3). In parallel over depth nodes and rows of the grid.
///
/// @param field provides the tables of its last evaluation, which must have been at the features of
///        the adjoint's trajectory
/// @param weights c_i: beta r_i (trained head) or r_i (fixed head)
/// @param rows to assemble, per depth node
/// @param potential one GridField with d components per depth node; overwritten in these rows
void assemble_encoder_potential(const MeanFieldVectorField &field, const Adjoint &adjoint,
                                const std::vector<double> &weights, unsigned int dimension,
                                double alpha, const std::vector<GridRows> &rows,
                                std::vector<GridField> &potential);

/// Assembles the head's psi(q) = beta/n sum_i r_i sigma0(w.Z_i(1) + b); Psi = a psi (CLLCC (11)).
void assemble_head_potential(const NetworkIntegrals &integrals,
                             const std::vector<double> &residuals, double beta,
                             const GridRows &rows, GridField &potential);

} // namespace rhoflow
