// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "diagnostics/nodal_marginals.h"
#include "rhoflow/mean_field/flow_state.h"
#include "vtk/image_grid.h"

#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// Names and indices of the first, middle and last depth node; fewer where they coincide.
std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices);

/// The marginals of all densities of @p state, encoder slices first. Collective.
template <int dim>
std::vector<NodalMarginals<dim>> all_marginals(const FlowState<dim> &state);

// In all fields a density is its mean over the box around a point, [-lR, lR] being filled with
// @p points boxes, and outer weights that live on the whole line with more of that size until no
// more than 1e-7 of the mass lies outside. Velocities, potentials and predictions are the values at
// the point. A stack over the depth has the height of the longest other axis; its layers are means
// over equal parts of [0, 1] of the polynomial through the depth nodes, see depth_means().

/// One input: `density` and `velocity` on (u, w, b).
/// @param density of which this process may have some cells only, @p whole all its values
/// @param potential on the whole grid
ImageGrid full_density_field(const Density<2> &density, const AlignedVector &whole,
                             const NodalMarginals<2> &marginals, const GridField &potential,
                             unsigned int points);

/// One input: `density` int rho du and `potential` phi of the encoder on (w, b, s).
/// @param potentials on the whole grid, see all_potentials()
ImageGrid inner_stack_field(const FlowState<2> &state, const std::vector<GridField> &potentials,
                            const std::vector<NodalMarginals<2>> &marginals, unsigned int points);

/// Two inputs: `density` int rho du and `potential` of density @p index on (w_1, w_2, b). The
/// potential of the encoder has the components phi_1, phi_2, 0, that of the head is psi.
ImageGrid inner_field(const FlowState<3> &state, const std::vector<GridField> &potentials,
                      const std::vector<NodalMarginals<3>> &marginals, std::size_t index,
                      unsigned int points);

/// Two inputs: the marginals of all pairs of coordinates, one field a pair. The field `u1_w2` is
/// the density of (u_1, w_2) with u_1 along the first axis and w_2 along the second. The third axis
/// is the depth of the encoder's slices.
ImageGrid pair_stack_field(const FlowState<3> &state,
                           const std::vector<NodalMarginals<3>> &marginals, unsigned int points);

/// The same for the trained head, a flat grid.
/// @pre there is a trained head
ImageGrid head_pair_field(const FlowState<3> &state,
                          const std::vector<NodalMarginals<3>> &marginals, unsigned int points);

/// Two inputs: `prediction` f on a square around the data (see decision_axis()), a flat grid.
ImageGrid decision_field(const FlowState<3> &state, unsigned int points);

} // namespace rhoflow
