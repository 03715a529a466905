// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/mean_field/flow_state.h"
#include "vtk/field_series.h"

#include <string>

namespace rhoflow {

/// Writes what ParaView shows of a run, one time series (.pvd) each.
///
/// One input: encoder_first, encoder_middle, encoder_last and head: density and velocity on (u, w,
/// b) at a depth node, on (a, w, b); marginals: inner marginal and potential on (w, b, s).
/// Two inputs: inner_first, inner_middle, inner_last and head_inner: inner marginal and potential
/// on (w_1, w_2, b); pairs: marginals of all pairs of coordinates over the depth; head_pairs: those
/// of the head; decision: the prediction on a square around the data. Both: trajectories: Z(s; x_i)
/// as lines in the space of depth and features.
template <int dim>
class DensityOutput {
public:
  /// @param folder receives the files; must exist  @param points per direction
  DensityOutput(const std::string &folder, unsigned int points)
      : series_(folder), points_(points) {}

  /// Writes the files of state.time. Collective.
  /// @throws RunError naming the path if a file cannot be written.
  void write(const FlowState<dim> &state);

  /// Goes on with the series of a former run, see FieldSeries::resume().
  void resume(double time, unsigned int count) { series_.resume(time, count); }
  /// Output times so far.
  unsigned int count() const { return series_.count(); }

private:
  FieldSeries series_;
  unsigned int points_;
};

} // namespace rhoflow
