// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/noise_parameters.h"

#include "parameters/parameter_section.h"

#include <algorithm>

namespace rhoflow {

double Noise::largest_variance(double start, double time) const {
  if (temperature == 0.)
    return start;
  return confinement > 0. ? std::max(start, temperature / confinement)
                          : start + 2. * temperature * time;
}

void NoiseParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Noise");
  section.add("Temperature", temperature,
              "kappa: strength of the noise, d theta = -grad dt + sqrt(2 kappa) dB; it adds kappa "
              "times the Laplacian to the equation and kappa int rho ln rho to what is minimised. "
              "Dimensionless; 0: no noise.",
              0., 1e6);
  section.add("Confinement", confinement,
              "mu: adds (mu/2) int |theta|^2 rho to what is minimised; it keeps the weights "
              "together where there is noise, and works without. Dimensionless; 0: none.",
              0., 1e6);
  section.add("Part", part, "Which densities, or layers of particles, feel both.");
}

Noise NoiseParameters::of(bool head) const {
  const bool meant =
      part == NoisePart::both || part == (head ? NoisePart::head : NoisePart::encoder);
  return meant ? Noise{temperature, confinement} : Noise{};
}

} // namespace rhoflow
