#pragma once

#include "rhoflow/diagnostics/density_sampler.h"
#include "rhoflow/flow/gradient_flow.h"
#include "rhoflow/io/pvd_series.h"

#include <map>
#include <memory>
#include <string>

namespace rhoflow {

/// Names and indices of the first, middle and last depth node; fewer where they coincide.
std::vector<std::pair<std::string, std::size_t>> chosen_slices(std::size_t n_slices);

/// Writes what ParaView shows of a run with one input, one time series (.pvd) each:
///   encoder_first, encoder_middle, encoder_last: density and velocity on (u, w, b) at a depth
///   node; head: the same on (a, w, b); marginals: inner marginal and potential on (w, b, s);
///   trajectories: Z(s; x_i) as lines in the (s, z) plane with adjoint, label, prediction,
///   residual.
/// With two inputs only the trajectories, lines in (s, z_1, z_2), are written.
template <int dim>
class DensityOutput {
public:
  /// @param folder receives the files; must exist  @param points per direction
  DensityOutput(std::string folder, unsigned int points);

  /// @throws RunError naming the path if a file cannot be written.
  void write(const GradientFlow<dim> &flow);

private:
  void add(const std::string &series, double time, const std::string &file);
  std::string file_name(const std::string &series, const std::string &extension) const;
  void write_density(const GradientFlow<dim> &flow, const std::string &name, std::size_t index);
  void write_marginals(const GradientFlow<dim> &flow);
  void write_trajectories(const GradientFlow<dim> &flow);

  std::string folder_;
  unsigned int points_;
  unsigned int count_ = 0;
  std::map<std::string, PvdSeries> series_;
};

} // namespace rhoflow
