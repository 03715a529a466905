#pragma once

#include "rhoflow/particles/particles.h"

#include <cstdint>
#include <vector>

namespace rhoflow {

/// Fills @p values with independent standard normal numbers.
/// @param stream different for ensembles that are to be independent
/// @param choice if not null, receives one more number per particle, uniform on (0, 1), by which a
///        component of a mixture is chosen; the values are the same with and without it
void fill_random(std::uint32_t seed, std::uint32_t stream, const EnsembleLayout &layout,
                 AlignedVector &values, std::vector<double> *choice = nullptr);

/// Fills @p values with a Sobol sequence under the inverse of the normal distribution. The bits of
/// every component are flipped by one random number (a digital shift), which keeps the even
/// distribution and makes each particle standard normal: different seeds are independent samples.
/// @param choice as for fill_random(); a further dimension of the sequence
/// @pre layout.n_components() <= most_sobol_components
void fill_sobol(std::uint32_t seed, std::uint32_t stream, const EnsembleLayout &layout,
                AlignedVector &values, std::vector<double> *choice = nullptr);
constexpr unsigned int most_sobol_components = 1000;

/// A deterministic ensemble: the tensor product of Gauss-Hermite rules.
struct QuadraturePoints {
  ParticleEnsemble ensemble;
  AlignedVector values;
};

/// Gauss-Hermite points for the standard normal distribution, @p outer_points per outer weight and
/// @p inner_points per component of (w, b). Points whose share is below @p smallest_weight are left
/// out and the weights are scaled to sum one.
/// @throws InputError if more than a thousand million products would have to be looked at
QuadraturePoints quadrature_points(unsigned int outer_points, unsigned int inner_points,
                                   double smallest_weight, unsigned int n_outer,
                                   unsigned int n_features);

} // namespace rhoflow
