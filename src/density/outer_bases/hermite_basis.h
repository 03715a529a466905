// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/outer_basis.h"

#include <memory>

namespace rhoflow {

struct WeightsParameters;

/// Hermite collocation: rho = gauss(u) * polynomial of degree < N, stored at the N Gauss-Hermite
/// nodes of the standard Gaussian. Spectrally accurate, no positivity guarantee. The transport is
/// nilpotent in the Hermite coefficients (model: expansion in Hermite functions).
std::unique_ptr<OuterBasis> make_hermite_basis(unsigned int n_nodes);

/// The same under the signature of the registry; there is nothing more to choose.
inline std::unique_ptr<OuterBasis> make_hermite_basis(const WeightsParameters &,
                                                      unsigned int outer_nodes) {
  return make_hermite_basis(outer_nodes);
}

} // namespace rhoflow
