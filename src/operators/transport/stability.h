// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/transport/kernels/transport_rates.h"
#include "rhoflow/density/collocation_line.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/density/outer_basis.h"
#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/time/runge_kutta.h"

#include <complex>
#include <functional>

namespace rhoflow {

/// The method for densities on @p basis: of order four where nothing but accuracy and linear
/// stability matters (hermite), the strong-stability-preserving one for upwind elements, whose
/// outer transport has eigenvalues of its own and whose limiter relies on forward Euler steps.
RungeKutta time_scheme(const OuterBasis &basis);

/// u_{n+1} / u_n of a time scheme for the test equation u' = z u with dt = 1.
using Amplification = std::function<std::complex<double>(std::complex<double>)>;

/// The largest dt |v| / h for which a scheme is stable for upwind discontinuous Galerkin advection
/// with the nodes of @p line on a periodic mesh: found from the eigenvalues of the operator, not
/// from a rule of thumb.
double largest_courant_number(const Amplification &scheme, const CollocationLine &line);
double largest_courant_number(const RungeKutta &scheme, const CollocationLine &line);

/// What a time scheme allows terms that it takes explicitly, for elements with the nodes of a line.
struct ExplicitLimits {
  double courant_number;  ///< largest_courant_number()
  double real_radius;     ///< largest dt times a real rate of decay
  double outer_radius;    ///< for dt |phi| sqrt(N) of the nilpotent outer transport
  double ssp_coefficient; ///< in forward Euler steps
};
ExplicitLimits limits_of(const RungeKutta &scheme, const CollocationLine &line);
/// Of the explicit part of ExponentialWeights.
ExplicitLimits exponential_limits(const CollocationLine &line);
/// Of the scheme with which a density on @p space moves, with noise or without.
template <int dim>
ExplicitLimits explicit_limits(const DensitySpace<dim> &space, bool noisy);

/// The inverse of the largest step for which a scheme with @p limits is stable for the transport
/// with the largest rates @p rates. Where the limiter acts the step is the one that keeps cell
/// means non-negative.
template <int dim>
double stable_rate(const TransportRates &rates, const DensitySpace<dim> &space,
                   const ExplicitLimits &limits);

} // namespace rhoflow
