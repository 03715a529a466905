// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// What is minimised besides the loss.
enum class RegularizationType { none, decaying_quadratic };

template <>
inline constexpr NamedValue<RegularizationType> names_of<RegularizationType>[] = {
    {RegularizationType::none, "none"},
    {RegularizationType::decaying_quadratic, "decaying quadratic"}};

/// The decaying quadratic regulariser of DCLW, E_t = E + lambda e^{-t} int int |theta|^2 rho, of
/// the encoder's weights. It is carried by the weights' scale: with theta = l(t) xi,
///   l(t) = exp(-2 lambda (1 - e^{-t})),
/// the density in xi is moved by -grad Phi / l alone (model section 3). Without regulariser l = 1.
class Regularization {
public:
  /// Section `Regularization`.
  void add_parameters(dealii::ParameterHandler &handler);

  void set(bool active, double coefficient) {
    type_ = active ? RegularizationType::decaying_quadratic : RegularizationType::none;
    coefficient_ = coefficient;
  }
  bool is_active() const { return type_ != RegularizationType::none && coefficient_ > 0.; }
  /// lambda e^{-t}, zero without regulariser.
  double strength(double time) const;
  /// l(t).
  double length_scale(double time) const;

private:
  RegularizationType type_ = RegularizationType::none;
  double coefficient_ = 1.;
};

} // namespace rhoflow
