// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/activation.h"

#include "network/kernels/scalar_activations.h"

namespace rhoflow {

double activation_value(Activation activation, double x) {
  return with_scalar_activation(activation, [x](auto function) { return function.value(x); });
}

bool is_odd(Activation activation) {
  return with_scalar_activation(activation, [](auto function) { return function.is_odd; });
}

double activation_derivative(Activation activation, double x) {
  return with_scalar_activation(activation, [x](auto function) { return function.derivative(x); });
}

} // namespace rhoflow
