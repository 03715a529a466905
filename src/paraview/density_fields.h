#pragma once

#include "diagnostics/nodal_marginals.h"
#include "flow/gradient_flow.h"
#include "vtk/rectilinear_grid.h"

#include <string>
#include <utility>
#include <vector>

namespace rhoflow {

/// Names and indices of the first, middle and last depth node; fewer where they coincide.
std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices);

/// What the coordinates of a density are called, outer weights first: u, w, b with one input, u1,
/// u2, w1, w2, b with two; the outer weight of the head is a.
template <int dim>
std::vector<std::string> coordinate_names(bool head);

/// Factor l between the physical weights of density @p index and those of the computation: the
/// scale of the regulariser for the encoder, 1 for the head.
template <int dim>
double length_scale(const GradientFlow<dim> &flow, std::size_t index);

/// The marginals of all densities of @p flow, encoder slices first, on the first process; empty on
/// the others. Collective.
template <int dim>
std::vector<NodalMarginals<dim>> all_marginals(const GradientFlow<dim> &flow);

/// One input: `density` and `velocity` of @p density, that of number @p index, on (u, w, b).
RectilinearGrid full_density_field(const GradientFlow<2> &flow, std::size_t index,
                                   const AlignedVector &density, unsigned int points);

/// One input: `density` int rho du and `potential` phi of the encoder on (w, b, s).
RectilinearGrid inner_stack_field(const GradientFlow<2> &flow,
                                  const std::vector<NodalMarginals<2>> &marginals,
                                  unsigned int points);

/// Two inputs: `density` int rho du and `potential` of density @p index on (w_1, w_2, b). The
/// potential of the encoder has the components phi_1, phi_2, 0, that of the head is psi.
RectilinearGrid inner_field(const GradientFlow<3> &flow,
                            const std::vector<NodalMarginals<3>> &marginals, std::size_t index,
                            unsigned int points);

/// Two inputs: the marginals of all pairs of coordinates, one field a pair. The field `u1_w2` is
/// the density of (u_1, w_2) with u_1 along the first axis and w_2 along the second. The third axis
/// is the depth of the encoder's slices.
RectilinearGrid pair_stack_field(const GradientFlow<3> &flow,
                                 const std::vector<NodalMarginals<3>> &marginals,
                                 unsigned int points);

/// The same for the trained head, a flat grid.
/// @pre the flow has a head
RectilinearGrid head_pair_field(const GradientFlow<3> &flow,
                                const std::vector<NodalMarginals<3>> &marginals,
                                unsigned int points);

/// Two inputs: `prediction` f on a square around the data (see decision_axis()), a flat grid.
RectilinearGrid decision_field(GradientFlow<3> &flow, unsigned int points);

} // namespace rhoflow
