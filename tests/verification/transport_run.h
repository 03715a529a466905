// SPDX-License-Identifier: Apache-2.0
// Moves one density in a potential that does not change in time: the transport operator and the
// Runge-Kutta method alone, without network.
#pragma once

#include "operators/transport/transport_operator.h"
#include "rhoflow/flow/positivity_limiter.h"
#include "rhoflow/time/runge_kutta.h"

#include <array>
#include <memory>
#include <vector>

namespace rhoflow::test {

/// The values of @p function(q), q the inner weights, on the inner grid.
template <int dim, typename Function>
AlignedVector grid_values(const InnerMesh<dim> &mesh, const Function &function) {
  AlignedVector values(mesh.grid().size(), 0.);
  std::array<double, dim> q;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      for (unsigned int k = 0; k < dim; ++k)
        q[k] = mesh.coordinate(c, a, k);
      values[mesh.grid_index(c, a)] = function(q);
    }
  return values;
}

/// The density at time @p end after @p n_steps equal steps in the potential @p phi; with @p limited
/// the positivity limiter acts after every stage.
template <int dim>
AlignedVector transport_run(const std::shared_ptr<const DensitySpace<dim>> &space,
                            const GridField &phi, const AlignedVector &start, double end,
                            unsigned int n_steps, bool limited = false) {
  const TransportOperator<dim> transport(space);
  const RungeKutta scheme = RungeKutta::ssp43();
  TransportPotential potential;
  transport.prepare(phi, 1., potential);
  std::unique_ptr<PositivityLimiter<dim>> limiter;
  if (limited)
    limiter = std::make_unique<PositivityLimiter<dim>>(*space);
  std::array<AlignedVector, 3> registers{start, start, start};
  std::vector<AlignedVector> moments(space->n_components(),
                                     AlignedVector(space->mesh().n_nodes(), 0.));
  const LocalCells cells = LocalCells::all(space->mesh().n_cells());
  const double dt = end / n_steps;
  for (unsigned int step = 0; step < n_steps; ++step) {
    scheme.step(step * dt, dt,
                [&](std::size_t, double, unsigned int in, unsigned int kept, unsigned int out,
                    const StageUpdate &update) {
                  transport.apply(potential, update, cells, {0, cells.size()}, registers[in],
                                  registers[kept], registers[out], moments);
                  if (limiter)
                    limiter->apply(0, space->mesh().n_cells(), registers[out]);
                });
    std::swap(registers[0], registers[scheme.result_register()]);
  }
  return registers[0];
}

} // namespace rhoflow::test
