// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"
#include "rhoflow/density/gaussian_mixture.h"
#include "rhoflow/density/inner_mesh_parameters.h"
#include "rhoflow/density/outer_basis.h"

#include <memory>
#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// What all densities are at t = 0.
enum class InitialDensity { gaussian, gaussian_mixture };

template <>
inline constexpr NamedValue<InitialDensity> names_of<InitialDensity>[] = {
    {InitialDensity::gaussian, "gaussian"}, {InitialDensity::gaussian_mixture, "gaussian mixture"}};

/// Section `Weights`: resolution of the weight space and the densities at t = 0.
struct WeightsParameters {
  std::string outer_basis = "hermite"; ///< a name of density/outer_bases/registry.cc
  unsigned int outer_nodes = 16;       ///< nodes (hermite) or cells (finite element) per direction
  unsigned int head_outer_nodes = 0;   ///< 0: as the encoder
  unsigned int outer_degree = 0;       ///< finite element; 0: the inner degree
  double outer_variance = 0.;          ///< hermite: of the reference Gaussian; 0: fitting
  bool limiter = true;                 ///< finite element: keep the density non-negative
  bool use_symmetry = true;            ///< work on half of the inner mesh where that is enough
  InnerMeshParameters inner;
  /// Of the head; 0, and -1 for the grading, stand for that of the encoder, see inner_mesh().
  InnerMeshParameters head_inner{0, 0, 0., -1.};
  InitialDensity initial_density = InitialDensity::gaussian;
  std::vector<double> initial_mean{0.}, initial_variance{1.};
  std::vector<double> head_initial_mean{0.}, head_initial_variance{1.};
  std::string initial_mixture, head_initial_mixture;

  static constexpr unsigned int least_outer_nodes = 3, most_outer_nodes = 96;

  void add_parameters(dealii::ParameterHandler &handler);

  /// The variance of the reference Gaussian of the basis hermite; 1 where none has been chosen, see
  /// fit_outer_variance().
  double reference_variance() const { return outer_variance > 0. ? outer_variance : 1.; }

  /// The inner mesh of the encoder or of the head.
  InnerMeshParameters inner_mesh(bool head) const;

  /// The outer basis of the encoder or of the head. @throws InputError if there is none of that
  /// name
  std::shared_ptr<const OuterBasis> make_outer_basis(bool head) const;

  /// The start of the encoder (n_outer_weights = d) or the head (1) on an inner space of dimension
  /// @p inner_dimension. @throws InputError naming key, value and remedy.
  GaussianMixture start(bool head, unsigned int n_outer_weights,
                        unsigned int inner_dimension) const;

  /// That the outer basis can carry @p start, which start() gave: Hermite functions decay like a
  /// Gaussian of their own. Points and particles need no basis.
  /// @throws InputError naming key, bound and remedy
  void check_carried(bool head, const GaussianMixture &start, unsigned int n_outer_weights) const;

private:
  bool starts_from_mixture(bool head) const;
  /// The key that gives the variances of the start.
  std::string start_key(bool head) const;
};

} // namespace rhoflow
