#pragma once

#include "density/collocation_line.h"
#include "density/outer_basis.h"
#include "time/runge_kutta.h"

namespace rhoflow {

/// The method for densities on @p basis: of order four where nothing but accuracy and linear
/// stability matters (hermite), the strong-stability-preserving one for upwind elements, whose
/// outer transport has eigenvalues of its own and whose limiter relies on forward Euler steps.
RungeKutta time_scheme(const OuterBasis &basis);

/// The largest dt |v| / h for which @p scheme is stable for upwind discontinuous Galerkin advection
/// with the nodes of @p line on a periodic mesh: found from the eigenvalues of the operator, not
/// from a rule of thumb.
double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line);

} // namespace rhoflow
