// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/exchange/particle_file.h"
#include "particles/particle_training.h"
#include "vtk/field_series.h"

#include <string>

namespace rhoflow {

/// Writes what ParaView shows of a finite network with one or two inputs, one time series (.pvd)
/// each: particles_encoder and particles_head (see encoder_cloud(), head_cloud()) in the
/// coordinates of the densities' fields, so that both can be laid over each other, and trajectories
/// as DensityOutput does.
class ParticleOutput {
public:
  /// @param folder receives the files; must exist
  /// @param header what export_header() gives @pre shows(header.n_inputs)
  /// @param most_neurons per layer and of the head; 0: all
  ParticleOutput(const std::string &folder, ParticleHeader header, std::size_t most_neurons)
      : series_(folder), header_(std::move(header)), most_neurons_(most_neurons) {}

  /// Whether a network with @p dimension inputs can be shown in three coordinates.
  static bool shows(unsigned int dimension) { return dimension <= 2; }

  /// Writes the files of training.time(). @throws RunError naming the path if one cannot be written
  void write(const ParticleTraining &training);

  /// Goes on with the series of a former run, see FieldSeries::resume().
  void resume(double time, unsigned int count) { series_.resume(time, count); }
  /// Output times so far.
  unsigned int count() const { return series_.count(); }

private:
  FieldSeries series_;
  ParticleHeader header_;
  std::size_t most_neurons_;
};

/// Bytes that ParticleOutput writes for one point of a cloud with @p dimension inputs, about.
std::size_t cloud_point_bytes(unsigned int dimension);

} // namespace rhoflow
