// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/gaussian_mixture.h"

#include <string>

namespace rhoflow {

/// What to do if the mesh sees another mass than the mixture has.
enum class CoarseStart {
  refused, ///< an InputError if the mass is off by more than 1e-2
  accepted ///< scaled like any other; for measuring speed, not for results
};

/// The values of @p mixture on @p space, scaled so that the mass is one to rounding.
///
/// @throws InputError if the mesh does not resolve it; @p what names the density in the message.
/// @pre check_truncation() has passed.
template <int dim>
AlignedVector project_mixture(const DensitySpace<dim> &space, const GaussianMixture &mixture,
                              const std::string &what,
                              CoarseStart coarse_start = CoarseStart::refused);

/// The share of the mass of @p mixture that lies outside [-half_width, half_width] in any of the
/// coordinates from @p first_bounded on.
double truncated_mass(const GaussianMixture &mixture, unsigned int first_bounded,
                      double half_width);

/// Refuses a start that does not fit the box.
/// @param key of the half width, for the message, @param what names the density
/// @throws InputError if more than 1e-4 of the mass is cut off
void check_truncation(const GaussianMixture &mixture, unsigned int first_bounded, double half_width,
                      const std::string &what, const std::string &key = "Weights/Half width");

} // namespace rhoflow
