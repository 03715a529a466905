// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/density/weights_parameters.h"
#include "rhoflow/depth/depth_parameters.h"
#include "rhoflow/network/network_parameters.h"
#include "rhoflow/network/noise_parameters.h"
#include "rhoflow/network/regularization.h"
#include "rhoflow/observers/output_parameters.h"
#include "rhoflow/particles/particle_parameters.h"
#include "rhoflow/points/point_parameters.h"
#include "rhoflow/run/accuracy_parameters.h"
#include "rhoflow/run/stationary_parameters.h"
#include "rhoflow/theory/theory_parameters.h"
#include "rhoflow/time/time_parameters.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// All sections of a parameter file, in the order of the data flow.
struct Parameters {
  DataParameters data;
  NetworkParameters network;
  Regularization regularization;
  NoiseParameters noise;
  DepthParameters depth;
  WeightsParameters weights;
  ParticleParameters particles;
  PointParameters points;
  TimeParameters time;
  AccuracyParameters accuracy;
  StationaryParameters stationary;
  TheoryParameters theory;
  OutputParameters output;

  void add_parameters(dealii::ParameterHandler &handler);
  /// Checks what no single key shows. @throws InputError naming key, value and remedy.
  void check(unsigned int dimension) const;
  /// The same, and what concerns finite networks only.
  void check_particles(unsigned int dimension) const;
  /// The same for points, which have no noise.
  void check_points(unsigned int dimension) const;

private:
  void check_noise() const;
};

} // namespace rhoflow
