#pragma once

#include "rhoflow/density/density_space.h"

#include <string>
#include <vector>

namespace rhoflow {

/// One Gaussian of a start: independent coordinates, outer weights first.
struct GaussianComponent {
  double weight = 1.;           ///< share of the mass
  std::vector<double> mean;     ///< [outer weights, w, b]
  std::vector<double> variance; ///< the same order, positive
};

/// A start: a mixture of Gaussians with independent coordinates.
using GaussianMixture = std::vector<GaussianComponent>;

/// The values of @p mixture on @p space, scaled so that the mass is one to rounding.
///
/// @throws InputError if more than 1e-4 of the mass lies outside the box of the inner mesh (or, for
/// a finite-element outer basis, outside its interval), or if the mesh does not resolve it (mass
/// before scaling off by more than 1e-2). @p what names the density in the message.
template <int dim>
AlignedVector project_mixture(const DensitySpace<dim> &space, const GaussianMixture &mixture,
                              const std::string &what);

/// The share of the mass of @p mixture that lies outside the box of @p space.
template <int dim>
double truncated_mass(const DensitySpace<dim> &space, const GaussianMixture &mixture);

} // namespace rhoflow
