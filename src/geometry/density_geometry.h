// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <string>
#include <vector>

namespace rhoflow {

/// A number and what it changes by from a mesh of half as many cells a direction.
struct RefinedNumber {
  double value = 0., error = 0.;
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
};

/// What is asked for.
struct GeometryRequest {
  std::string run;      ///< folder of a run of densities
  std::string other;    ///< another one; empty: the start of the run
  bool poincare = true; ///< eigenvalues, which take most of the time
};

/// The geometry of all densities of a finished run, one after the other. Collective.
/// @throws InputError if the runs do not fit together
std::vector<DensityGeometry> measure_geometry(const GeometryRequest &request,
                                              const Communicator &communicator);

} // namespace rhoflow
