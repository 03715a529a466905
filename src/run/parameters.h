#pragma once

#include "data/data_parameters.h"
#include "density/weights_parameters.h"
#include "depth/depth_parameters.h"
#include "network/network_parameters.h"
#include "network/regularization.h"
#include "observers/output_parameters.h"
#include "particles/particle_parameters.h"
#include "theory/theory_parameters.h"
#include "time/time_parameters.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// All sections of a parameter file, in the order of the data flow.
struct Parameters {
  DataParameters data;
  NetworkParameters network;
  Regularization regularization;
  DepthParameters depth;
  WeightsParameters weights;
  ParticleParameters particles;
  TimeParameters time;
  TheoryParameters theory;
  OutputParameters output;

  void add_parameters(dealii::ParameterHandler &prm);
  /// Checks what no single key shows. @throws InputError naming key, value and remedy.
  void check(unsigned int dimension) const;
  /// The same, and what concerns finite networks only.
  void check_particles(unsigned int dimension) const;
};

} // namespace rhoflow
