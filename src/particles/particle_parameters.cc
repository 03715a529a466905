// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/particles/particle_parameters.h"

#include "parameters/parameter_section.h"
#include "rhoflow/base/errors.h"
#include "sampling/normal_points.h"

#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

/// Whether @p time is a whole number of steps, at least one.
bool is_multiple(double time, double step) {
  const double steps = std::round(time / step);
  return steps >= 1. && std::abs(time - steps * step) <= 1e-9 * time;
}

} // namespace

void ParticleParameters::add_parameters(dealii::ParameterHandler &handler) {
  ParameterSection section(handler, "Particles");
  section.add("Neurons", neurons,
              "M: neurons per layer of the finite network that rhoflow-particles trains. The "
              "layers are the nodes of section Depth. The programs for densities ignore this "
              "section.",
              1, 100000000);
  section.add("Head neurons", head_neurons,
              "K: neurons of the trained head; 0: as many as per layer.", 0, 100000000);
  section.add(
      "Start", start,
      "Weights at t = 0, for the Gaussian or the mixture of section Weights. random: independent. "
      "coherent: independent neurons, the same in every layer. sobol: evenly spread "
      "points, shifted at random for every layer. quadrature: Gauss-Hermite points "
      "with weights, of every component of a mixture, a deterministic reference; "
      "their number replaces Neurons.");
  section.add(
      "Seed", seed,
      "Seed of the starts random, coherent and sobol, and of the noise; the same seed gives "
      "the same weights for any number of threads.",
      0);
  section.add(
      "Method", method,
      "gradient flow: Runge-Kutta steps controlled by Time/Tolerance. gradient "
      "descent: steps of the size Learning rate; training time is rate times steps. With "
      "Noise/Temperature both take steps of that size: gradient flow by the method of Heun, "
      "of weak order two, gradient descent by that of Euler and Maruyama.");
  section.add(
      "Learning rate", learning_rate,
      "gradient descent, and noise: theta -= rate L M dE/dtheta, omega -= rate K dE/domega. "
      "Output interval and end time have to be multiples of it. "
      "Dimensionless.",
      1e-9, 1e9);
  section.add("Quadrature points", quadrature_points, "quadrature: points per component of (w, b).",
              3, 256);
  section.add("Outer quadrature points", outer_quadrature_points,
              "quadrature: points per outer weight u (and a of the head).", 3, 256);
  section.add("Smallest weight", smallest_weight,
              "quadrature: points with a smaller share of their Gaussian are left out; 0 "
              "keeps all.",
              0., 1e-3);
  section.add("Weights every", weights_every,
              "Write all weights to particles.h5 at every so many output times, and always "
              "at the start and the end; 0: no such file.",
              0, 1000000);
  section.add("Cloud neurons", cloud_neurons,
              "Most neurons per layer, and of the head, in the point clouds for ParaView "
              "that Output/Fields asks for and in the pictures of neurons: those of the "
              "largest weight, of equal ones the first. 0: all.",
              0, 100000000);
}

void ParticleParameters::check(unsigned int dimension, double output_interval, double end_time,
                               bool with_noise) const {
  if (method == TrainingMethod::gradient_descent || with_noise)
    for (const auto &[name, time] :
         {std::pair{"Output interval", output_interval}, std::pair{"End time", end_time}})
      if (!is_multiple(time, learning_rate)) {
        std::ostringstream message;
        message << "Particles/Learning rate = " << learning_rate << ": Time/" << name << " = "
                << time << " is no multiple of it; make it one";
        throw InputError(message.str());
      }
  if (start == ParticleStartType::sobol && 2 * dimension + 1 > most_sobol_components)
    throw InputError("Particles/Start = sobol: " + std::to_string(dimension) +
                     " inputs are too many (at most " +
                     std::to_string((most_sobol_components - 1) / 2) + "); use random");
}

} // namespace rhoflow
