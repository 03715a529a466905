// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/outer_basis.h"

#include <memory>

namespace rhoflow {

struct WeightsParameters;

/// Hermite collocation: rho = gauss(u) * polynomial of degree < N, stored at the N Gauss-Hermite
/// nodes of the Gaussian of mean zero and variance @p variance. Spectrally accurate, no positivity
/// guarantee. The transport is nilpotent in the Hermite coefficients (model: expansion in Hermite
/// functions).
std::unique_ptr<OuterBasis> make_hermite_basis(unsigned int n_nodes, double variance = 1.);

/// The same with the variance that @p parameters ask for.
std::unique_ptr<OuterBasis> make_hermite_basis(const WeightsParameters &parameters,
                                               unsigned int outer_nodes);

} // namespace rhoflow
