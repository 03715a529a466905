// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/gaussian_mixture.h"
#include "sampling/particle_ensemble.h"

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

/// An ensemble with weights of its own, and where its particles are.
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

/// A rank-1 lattice of Korobov's form: the points ({i a^k / n})_k, i < n, of the unit cube.
struct LatticeRule {
  std::size_t n_points = 0;
  std::vector<std::uint64_t> powers; ///< a^k modulo n, one per coordinate
};

/// In @p dimension coordinates; a is the best of a few dozen odd numbers by the worst-case error
/// for periodic functions of smoothness two. The points with even numbers, and those with odd ones,
/// are lattices of n/2 points. @pre n is even, at least 8
LatticeRule make_lattice_rule(std::size_t n, unsigned int dimension);

/// Which of the random shifts of a lattice: all that differ in one number are independent.
struct LatticeShift {
  std::uint32_t seed = 0;
  std::uint64_t number = 0;
  std::uint32_t stream = 0; ///< of the density
};

/// How a lattice becomes points with weights.
struct LatticeWeights {
  /// Variance of the normal distribution whose quantile maps the lattice, at least 1.
  double spread = 3.;
  /// Whether the weights make polynomials up to degree two exact.
  bool corrected = true;
};

/// The points of @p rule, shifted by random numbers, for the standard normal distribution: mapped
/// by the quantile of a normal distribution of a larger variance and weighted with the ratio of the
/// two densities. So integrands vanish at the faces of the cube with some derivatives, and where
/// they are smooth errors fall faster than 1/n; where they are not, the points are spread evenly
/// all the same. Weights have the sum one; with a spread of one they are equal.
///
/// The correction is small and makes polynomials up to degree two exact, for the points with even
/// numbers and for those with odd ones. It may make the weights of few points negative. It is left
/// out where there are few points for as many polynomials, and where weights are equal.
/// @pre the rule has at least 64 points
QuadraturePoints lattice_points(const LatticeRule &rule, const LatticeShift &shift,
                                const LatticeWeights &weights, unsigned int n_outer,
                                unsigned int n_features);

/// The spread with which errors were smallest, for @p dimension coordinates: the weights of the
/// points differ by factors that grow exponentially with both, so that few of many would count.
/// Measured with 4096 and 16384 points for 3 to 15 coordinates and products of tanh, and with 4096
/// points on ten trained networks of one to three inputs, which are less smooth: with two inputs
/// the errors of their losses are 0.6 of those with a spread of 4.
double best_spread(unsigned int dimension);

/// Points for @p mixture: those of @p standard, which are for the standard normal distribution,
/// moved to one component after the other, with the components' shares.
QuadraturePoints mixture_points(const QuadraturePoints &standard, const GaussianMixture &mixture);

/// Moves the particles [begin, end) from the standard normal distribution to @p gaussian:
/// mean + deviation x.
void move_to(const GaussianComponent &gaussian, const EnsembleLayout &layout, std::size_t begin,
             std::size_t end, AlignedVector &values);

} // namespace rhoflow
