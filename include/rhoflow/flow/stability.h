#pragma once

#include "rhoflow/density/collocation_line.h"
#include "rhoflow/flow/runge_kutta.h"

namespace rhoflow {

/// The largest dt |v| / h for which @p scheme is stable for upwind discontinuous Galerkin advection
/// with the nodes of @p line on a periodic mesh: found from the eigenvalues of the operator, not
/// from a rule of thumb.
double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line);

} // namespace rhoflow
