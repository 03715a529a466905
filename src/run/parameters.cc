// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/run/parameters.h"

#include "rhoflow/base/errors.h"

namespace rhoflow {

void Parameters::add_parameters(dealii::ParameterHandler &handler) {
  data.add_parameters(handler);
  network.add_parameters(handler);
  regularization.add_parameters(handler);
  depth.add_parameters(handler);
  weights.add_parameters(handler);
  particles.add_parameters(handler);
  time.add_parameters(handler);
  theory.add_parameters(handler);
  output.add_parameters(handler);
}

void Parameters::check(unsigned int dimension) const {
  network.check(dimension);
  if (!network.trains_encoder() && regularization.is_active())
    throw InputError("Network/Train = head: the regulariser moves the encoder; set "
                     "Regularization/Type = none");
  depth.check();
}

void Parameters::check_particles(unsigned int dimension) const {
  check(dimension);
  particles.check(dimension, time.output_interval, time.end_time);
}

} // namespace rhoflow
