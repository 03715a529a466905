// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/run/parameters.h"

#include "rhoflow/base/errors.h"

#include <sstream>

namespace rhoflow {

void Parameters::add_parameters(dealii::ParameterHandler &handler) {
  data.add_parameters(handler);
  network.add_parameters(handler);
  regularization.add_parameters(handler);
  noise.add_parameters(handler);
  depth.add_parameters(handler);
  weights.add_parameters(handler);
  particles.add_parameters(handler);
  points.add_parameters(handler);
  time.add_parameters(handler);
  accuracy.add_parameters(handler);
  stationary.add_parameters(handler);
  theory.add_parameters(handler);
  output.add_parameters(handler);
}

void Parameters::check(unsigned int dimension) const {
  network.check(dimension);
  if (!network.trains_encoder() && regularization.is_active())
    throw InputError("Network/Train = head: the regulariser moves the encoder; set "
                     "Regularization/Type = none");
  depth.check();
  check_noise();
}

void Parameters::check_noise() const {
  if (!noise.is_active())
    return;
  if (regularization.is_active())
    throw InputError("Noise/Temperature = " + std::to_string(noise.temperature) +
                     ": noise and confinement cannot be combined with the decaying regulariser; "
                     "set Regularization/Type = none");
  const std::string part = to_string(noise.part);
  if (noise.part == NoisePart::head && !network.trains_head())
    throw InputError("Noise/Part = " + part + ": the head is not trained; choose both or encoder");
  if (noise.part == NoisePart::encoder && !network.trains_encoder())
    throw InputError("Noise/Part = " + part + ": the encoder is not trained; choose both or head");
}

void Parameters::check_particles(unsigned int dimension) const {
  check(dimension);
  particles.check(dimension, time.output_interval, time.end_time, noise.temperature > 0.);
}

void Parameters::check_points(unsigned int dimension) const {
  check(dimension);
  points.check();
  if (noise.temperature > 0.) {
    std::ostringstream message;
    message << "Noise/Temperature = " << noise.temperature
            << ": with noise there are no characteristics that points could follow; set it to 0, "
               "or use rhoflow or rhoflow-particles";
    throw InputError(message.str());
  }
}

} // namespace rhoflow
