#include "rhoflow/network/regularization.h"

#include "parameters/enumeration_parameter.h"

#include <deal.II/base/parameter_handler.h>

#include <cmath>

namespace rhoflow {

void Regularization::add_parameters(dealii::ParameterHandler &prm) {
  using namespace dealii::Patterns;
  prm.enter_subsection("Regularization");
  add_enumeration(prm, "Type", type_,
                  "decaying quadratic: E_t = E + lambda exp(-t) int int |theta|^2 rho dtheta ds "
                  "is minimised instead of the loss E. It acts on the encoder's weights.");
  prm.add_parameter("Coefficient", coefficient_,
                    "lambda: coefficient of the decaying quadratic regulariser. Dimensionless.",
                    Double(0.));
  prm.leave_subsection();
}

double Regularization::strength(double time) const {
  return is_active() ? coefficient_ * std::exp(-time) : 0.;
}

double Regularization::length_scale(double time) const {
  return is_active() ? std::exp(2. * coefficient_ * std::expm1(-time)) : 1.;
}

} // namespace rhoflow
