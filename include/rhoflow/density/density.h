// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"
#include "rhoflow/network/noise_parameters.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Values of several densities, in the order of a flow: one per depth node, then the head's.
using DensityList = std::vector<AlignedVector>;

/// The spaces of a flow's densities.
template <int dim>
struct DensitySpaces {
  std::shared_ptr<const DensitySpace<dim>> encoder;
  std::shared_ptr<const DensitySpace<dim>> head; ///< null for a fixed head
};

/// One density at one time: rho(., s_j) of a depth node, or tau of the head. All quantities are
/// dimensionless.
///
/// The values are those of the scaled weights xi = theta / l: the density of theta itself is theirs
/// divided by l to the number of coordinates, at theta = l xi. Of several processes each holds the
/// values of some cells.
template <int dim>
struct Density {
  std::shared_ptr<const DensitySpace<dim>> space;
  LocalCells cells; ///< of this process: worked on and stored
  std::string name; ///< "slice 2 (s = 0.67)" or "head", for messages
  bool is_head = false;
  bool trains = true;   ///< whether it moves at all
  double depth = 1.;    ///< s_j; 1 for the head
  double weight = 1.;   ///< b_j of the depth rule; 1 for the head
  double scale = 1.;    ///< l(t) of the regulariser; 1 for the head
  double strength = 0.; ///< r = lambda e^{-t} of the regulariser; 0 for the head
  Noise noise;          ///< none where the density does not train
  AlignedVector values; ///< of the stored cells, [inner node][outer index]

  /// Coordinates of a weight: outer and inner ones.
  unsigned int n_coordinates() const { return space->n_components() + dim; }
};

/// What @p make(density) returns, made once for every space and shared by the densities on it:
/// [density].
template <int dim, typename Make>
auto share_by_space(const std::vector<Density<dim>> &densities, const Make &make) {
  std::vector<decltype(make(densities.front()))> shared;
  for (std::size_t k = 0; k < densities.size(); ++k)
    shared.push_back(k > 0 && densities[k].space == densities[k - 1].space ? shared.back()
                                                                           : make(densities[k]));
  return shared;
}

/// The values of the stored @p cells out of those of a whole density.
/// @pre @p whole has space.n_values() entries
template <int dim>
AlignedVector stored_part(const DensitySpace<dim> &space, const LocalCells &cells,
                          const AlignedVector &whole) {
  RHOFLOW_PRECONDITION(whole.size() == space.n_values(), "a whole density of the space");
  const std::size_t per_cell = space.mesh().nodes_per_cell() * space.stride();
  return AlignedVector(whole.begin() + std::ptrdiff_t(cells.stored_first * per_cell),
                       whole.begin() + std::ptrdiff_t(cells.stored_last * per_cell));
}

} // namespace rhoflow
