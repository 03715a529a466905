// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/outer_basis.h"

#include <memory>

namespace rhoflow {

struct WeightsParameters;

/// Upwind discontinuous Gauss-Lobatto elements of degree @p degree on @p cells equal cells of
/// [-half_width, half_width].
/// @param limited with the limiter the density stays non-negative, at the price of some diffusion
///        once its structure is finer than the mesh
std::unique_ptr<OuterBasis> make_finite_element_basis(unsigned int cells, unsigned int degree,
                                                      double half_width, bool limited = true);

/// The same with the degree, the half width and the limiter that @p parameters ask for.
std::unique_ptr<OuterBasis> make_finite_element_basis(const WeightsParameters &parameters,
                                                      unsigned int cells);

} // namespace rhoflow
