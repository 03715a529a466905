// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A number and what it changes by from a mesh of half as many cells a direction; not a number if
/// there was none.
struct RefinedNumber {
  double value = 0., error = 0.;
};

/// The exact Wasserstein distances of the marginals of one weight.
struct MarginalDistance {
  std::string weight; ///< "u", "w_1", "a", ...
  double w1 = 0., w2 = 0.;
};

/// What the geometry of one density is; of two inputs that of its marginal of the inner weights.
struct DensityGeometry {
  std::string part;   ///< "encoder" or "head"
  double depth = 1.;  ///< s_j; 1 for the head
  double weight = 1.; ///< b_j of the depth rule
  /// W_2 to first order: (int rho |grad psi|^2)^{1/2} with -div( rho grad psi ) = rho_1 - rho_0 and
  /// rho the mean of both; an error of second order in the distance.
  RefinedNumber distance;
  RefinedNumber poincare; ///< the smallest eigenvalue but 0 of -div( rho grad g ) = lambda rho g
  std::vector<MarginalDistance> marginals; ///< of all weights; empty if not asked for
};

/// What is asked for.
struct GeometryRequest {
  std::string run;       ///< folder of a run of densities
  std::string other;     ///< another one; empty: the start of the run
  bool poincare = true;  ///< eigenvalues, which take most of the time
  bool marginals = true; ///< exact distances of the marginals
  bool estimated =
      true; ///< errors of the mesh, by a second mesh of twice as many cells a direction
};

/// The geometry of all densities of a finished run, one after the other. Another run is taken at
/// the depths of the first one, between two of its own by their mixture. Collective.
/// @throws InputError if the runs do not fit together
std::vector<DensityGeometry> measure_geometry(const GeometryRequest &request,
                                              const Communicator &communicator);

/// The distance of all densities of the encoder as one with the depth as a coordinate that stays
/// (conditional optimal transport): the root of the mean of the squares over the depth.
double encoder_distance(const std::vector<DensityGeometry> &densities);

} // namespace rhoflow
