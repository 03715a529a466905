#pragma once

#include <string>

namespace rhoflow {

/// The scalar function sigma0 of a residual block sigma(z, theta) = u sigma0(w.z + b).
enum class Activation { tanh, logistic, erf, sine, softplus, constant };

/// sigma0(x), dimensionless. The plain library function: slow and the reference for the kernels.
double activation_value(Activation activation, double x);

/// sigma0'(x), dimensionless.
double activation_derivative(Activation activation, double x);

/// The name used in parameter files.
std::string to_string(Activation activation);

/// The inverse of to_string(). @throws InputError for an unknown name, listing the known ones.
Activation activation_from_string(const std::string &name);

/// All names separated by `|`, as deal.II's selection pattern wants them.
std::string activation_names();

} // namespace rhoflow
