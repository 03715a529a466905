// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Which densities, or layers of particles, feel noise and confinement.
enum class NoisePart { both, encoder, head };

template <>
inline constexpr NamedValue<NoisePart> names_of<NoisePart>[] = {
    {NoisePart::both, "both"}, {NoisePart::encoder, "encoder"}, {NoisePart::head, "head"}};

/// Noise and confinement of one density: it obeys
///   d_t rho = div( rho grad( Phi + (mu/2) |theta|^2 ) ) + kappa Laplace rho
/// and the flow minimises, besides the loss, (mu/2) int |theta|^2 rho + kappa int rho ln rho.
struct Noise {
  double temperature = 0.; ///< kappa, dimensionless
  double confinement = 0.; ///< mu, dimensionless

  bool is_active() const { return temperature > 0. || confinement > 0.; }
  bool operator==(const Noise &other) const {
    return temperature == other.temperature && confinement == other.confinement;
  }

  /// The largest variance that a weight which starts with variance @p start has up to @p time where
  /// the loss does not act on it, and beyond where there is confinement.
  double largest_variance(double start, double time) const;
};

/// Section `Noise`: mean-field Langevin dynamics.
struct NoiseParameters {
  double temperature = 0., confinement = 0.; ///< kappa and mu
  NoisePart part = NoisePart::both;

  void add_parameters(dealii::ParameterHandler &handler);

  /// Of the head's density or of the encoder's.
  Noise of(bool head) const;
  bool is_active() const { return temperature > 0. || confinement > 0.; }
};

} // namespace rhoflow
