// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/theory/kernels/row_sums.h"
#include "diagnostics/theory/start_measure.h"
#include "rhoflow/density/local_cells.h"

namespace rhoflow {

/// KL(rho_t | rho_0) = int rho_t ln( rho_t / rho_0 ) of one density by its own quadrature, over
/// some of the cells, with the share of negative mass and the smallest ratio rho_t / rho_0 on the
/// ball that carries 99.9 % of the start.
///
/// The Hermite expansion of a density may be negative where it is not resolved, usually in the
/// tails. Negative nodal values enter with rho ln( |rho| / rho_0 ), the odd continuation, so that
/// errors of either sign around zero cancel; the mass of the negative part is reported. What
/// remains is of second order in the errors, see estimate_entropy(). The smallest ratio counts
/// negative values as they are.
///
/// @param density the values of the stored cells of @p cells, of scaled weights theta = l xi
/// @param view    of the start at the same l
template <int dim>
StartComparison compare_with_start(const DensitySpace<dim> &space, const LocalCells &cells,
                                   const AlignedVector &density, const StartMeasure<dim> &start,
                                   const typename StartMeasure<dim>::View &view);

/// Lower bound of the relative entropy of the density that the computed one stands for.
///
/// KL(rho | rho_0) >= int T rho - ln int e^T rho_0 for every function T (Donsker and Varadhan),
/// with equality for T = ln( rho / rho_0 ). T = ln( |r| / rho_0 ) with the computed values r, and
/// int T r in place of int T rho, give entropy - ln( 1 + 2 m ), m the negative mass. It is a bound
/// as far as r integrates T as rho does; a density without negative values is not changed by it.
double lower_entropy_bound(const StartComparison &comparison);

/// KL(rho | rho_0) of a whole density: the middle between the bound and the integral with the odd
/// continuation. At the end of the sine problem the one is too small by about as much as the other
/// is too large. In strongly trained, unresolved densities both are too small (doc/theory.md);
/// Characteristics do not need what is unresolved there. Without negative values all are the same.
/// @param comparison summed over all cells
double estimate_entropy(const StartComparison &comparison);

} // namespace rhoflow
