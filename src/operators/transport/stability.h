// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/transport_rates.h"
#include "rhoflow/density/collocation_line.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/density/outer_basis.h"
#include "rhoflow/time/runge_kutta.h"

namespace rhoflow {

/// The method for densities on @p basis: of order four where nothing but accuracy and linear
/// stability matters (hermite), the strong-stability-preserving one for upwind elements, whose
/// outer transport has eigenvalues of its own and whose limiter relies on forward Euler steps.
RungeKutta time_scheme(const OuterBasis &basis);

/// The largest dt |v| / h for which @p scheme is stable for upwind discontinuous Galerkin advection
/// with the nodes of @p line on a periodic mesh: found from the eigenvalues of the operator, not
/// from a rule of thumb.
double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line);

/// The inverse of the largest step for which @p scheme is stable for the transport with the largest
/// rates @p rates. Where the limiter acts the step is the one that keeps cell means non-negative.
/// @param courant_number as largest_courant_number() gives it
template <int dim>
double stable_rate(const TransportRates &rates, const DensitySpace<dim> &space,
                   const RungeKutta &scheme, double courant_number);

} // namespace rhoflow
