#include "rhoflow/run/parameters.h"

#include "rhoflow/base/errors.h"

namespace rhoflow {

void Parameters::add_parameters(dealii::ParameterHandler &prm) {
  data.add_parameters(prm);
  network.add_parameters(prm);
  regularization.add_parameters(prm);
  depth.add_parameters(prm);
  weights.add_parameters(prm);
  particles.add_parameters(prm);
  time.add_parameters(prm);
  theory.add_parameters(prm);
  output.add_parameters(prm);
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
