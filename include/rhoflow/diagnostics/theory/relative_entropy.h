#pragma once

#include "rhoflow/density/local_cells.h"
#include "rhoflow/diagnostics/theory/kernels/row_sums.h"
#include "rhoflow/diagnostics/theory/start_measure.h"

namespace rhoflow {

/// KL(rho_t | rho_0) = int rho_t ln( rho_t / rho_0 ) of one density by its own quadrature, over
/// some of the cells, with the share of negative mass and the smallest ratio rho_t / rho_0 on the
/// ball that carries 99.9 % of the start.
///
/// The Hermite expansion of a density may be negative where it is not resolved, usually in the
/// tails. Negative nodal values enter with rho ln( |rho| / rho_0 ), the odd continuation, so that
/// errors of either sign around zero cancel; the mass of the negative part is reported. Where it is
/// above about 1e-5, the entropy is right to fewer than three digits, and larger than the integral
/// of its rate, which feels the tails less. The smallest ratio counts negative values as they are.
///
/// @param density the values of the stored cells of @p cells, of scaled weights theta = l xi
/// @param view    of the start at the same l
template <int dim>
StartComparison compare_with_start(const DensitySpace<dim> &space, const LocalCells &cells,
                                   const AlignedVector &density, const StartMeasure<dim> &start,
                                   const typename StartMeasure<dim>::View &view);

} // namespace rhoflow
