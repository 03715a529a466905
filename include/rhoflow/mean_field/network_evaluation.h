// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"
#include "rhoflow/density/grid_rows.h"
#include "rhoflow/mean_field/network_state.h"
#include "rhoflow/mean_field/problem.h"
#include "rhoflow/network/kernels/network_integrals.h"

#include <vector>

namespace rhoflow {

/// Data -> forward -> residual -> adjoint -> potential: the part of the method that knows samples,
/// as functions of the moments of the densities.

/// The tables of the sums over samples and inner nodes, one per density, with the features they
/// were filled with last. What fills them and what reads them are handed the same object.
using NetworkTables = std::vector<NetworkIntegrals>;

/// The inner grids of all densities; those of the encoder are equal.
using NetworkGrids = std::vector<TensorGrid>;

/// Tables for all densities of @p problem on their inner grids @p grids, without features.
NetworkTables make_network_tables(const MeanFieldProblem &problem, const NetworkGrids &grids);

/// A state whose features are the inputs and whose potentials are zero, to be handed to
/// evaluate_network().
NetworkState initial_network_state(const MeanFieldProblem &problem, const NetworkGrids &grids);

/// Evaluates everything in @p state, starting the forward solve from the features in it, and leaves
/// @p tables filled with the new features.
///
/// Given the moments, samples do not know of each other: several processes divide them for the
/// forward and adjoint solves and share the results. The potentials, sums over all samples, are
/// assembled by every process in the rows it asks for. Collective.
/// @param rows of the potentials, one range per density
/// @throws RunError as solve_forward() does
void evaluate_network(const MeanFieldProblem &problem, const NetworkMoments &moments,
                      const std::vector<GridRows> &rows, const Communicator &communicator,
                      NetworkTables &tables, NetworkState &state);

/// The potentials of an evaluated @p state in all rows of @p grids, [density].
std::vector<GridField> all_potentials(const MeanFieldProblem &problem, const NetworkGrids &grids,
                                      const NetworkMoments &moments, const NetworkState &state);

/// Predictions f(x) for other inputs, [sample][component]. Not collective.
/// @throws RunError as solve_forward() does
std::vector<double> predict(const MeanFieldProblem &problem, const NetworkGrids &grids,
                            const NetworkMoments &moments, const std::vector<double> &inputs);

} // namespace rhoflow
