// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/flow_state.h"
#include "vtk/field_series.h"

#include <string>

namespace rhoflow {

/// Writes densities on the inner mesh itself, every process its own cells: the series mesh_first,
/// mesh_middle, mesh_last and mesh_head with one `.pvtu` record per output time and one `.vtu`
/// piece for every process that works on cells of that density.
///
/// The mesh is that of the physical inner weights l(t) xi, (w, b) or (w_1, w_2, b). Fields are the
/// nodal values: `density` int rho du, `moment` int u rho du and `potential` phi (for the head
/// psi); two components are stored as three, the last zero. No value of a density leaves its
/// process.
template <int dim>
class MeshFields {
public:
  /// @param folder receives the files; must exist, and be one folder for all processes
  explicit MeshFields(const std::string &folder) : series_(folder) {}

  /// Writes the files of state.time. Collective, two agreements on success.
  /// @throws RunError naming the path on all processes if one of them cannot write a file.
  void write(const FlowState<dim> &state);

  /// Goes on with the series of a former run, see FieldSeries::resume().
  void resume(double time, unsigned int count) { series_.resume(time, count); }
  /// Output times so far.
  unsigned int count() const { return series_.count(); }

private:
  FieldSeries series_;
};

} // namespace rhoflow
