// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

namespace rhoflow {

/// The scalar function sigma0 of a residual block sigma(z, theta) = u sigma0(w.z + b).
enum class Activation { tanh, logistic, erf, sine, softplus, constant };

template <>
inline constexpr NamedValue<Activation> names_of<Activation>[] = {
    {Activation::tanh, "tanh"},         {Activation::logistic, "logistic"},
    {Activation::erf, "erf"},           {Activation::sine, "sine"},
    {Activation::softplus, "softplus"}, {Activation::constant, "constant"}};

/// sigma0(x), dimensionless. The plain library function: slow and the reference for the kernels.
double activation_value(Activation activation, double x);

/// Whether sigma0(-x) = -sigma0(x).
bool is_odd(Activation activation);

/// sigma0'(x), dimensionless.
double activation_derivative(Activation activation, double x);

} // namespace rhoflow
