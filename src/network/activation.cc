#include "network/activation.h"

#include "base/errors.h"
#include "network/kernels/activation_functors.h"

#include <array>
#include <utility>

namespace rhoflow {

namespace {

constexpr std::array<std::pair<Activation, const char *>, 6> names{
    {{Activation::tanh, "tanh"},
     {Activation::logistic, "logistic"},
     {Activation::erf, "erf"},
     {Activation::sine, "sine"},
     {Activation::softplus, "softplus"},
     {Activation::constant, "constant"}}};

} // namespace

double activation_value(Activation activation, double x) {
  return with_functor(activation, [x](auto functor) { return functor.value(x); });
}

double activation_derivative(Activation activation, double x) {
  return with_functor(activation, [x](auto functor) { return functor.derivative(x); });
}

std::string to_string(Activation activation) {
  for (const auto &[value, name] : names)
    if (value == activation)
      return name;
  return "unknown";
}

Activation activation_from_string(const std::string &name) {
  for (const auto &[value, known] : names)
    if (name == known)
      return value;
  throw InputError("Network/Activation = '" + name + "': choose one of " + activation_names());
}

std::string activation_names() {
  std::string list;
  for (const auto &[value, name] : names)
    list += (list.empty() ? "" : "|") + std::string(name);
  return list;
}

} // namespace rhoflow
