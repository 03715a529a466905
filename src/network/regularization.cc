// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/regularization.h"

#include "parameters/parameter_section.h"

#include <cmath>

namespace rhoflow {

void Regularization::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Regularization");
  section.add("Type", type_,
              "decaying quadratic: E_t = E + lambda exp(-t) int int |theta|^2 rho dtheta ds "
              "is minimised instead of the loss E. It acts on the encoder's weights.");
  section.add("Coefficient", coefficient_,
              "lambda: coefficient of the decaying quadratic regulariser. Dimensionless.", 0.);
}

double Regularization::strength(double time) const {
  return is_active() ? coefficient_ * std::exp(-time) : 0.;
}

double Regularization::length_scale(double time) const {
  return is_active() ? std::exp(2. * coefficient_ * std::expm1(-time)) : 1.;
}

} // namespace rhoflow
