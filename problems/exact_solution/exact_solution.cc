// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/node_moments.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/mean_field/flow_state.h"
#include "rhoflow/run/parameters.h"
#include "run/problem_file.h"
#include "run/program.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>

#include <cmath>
#include <iomanip>

namespace {

using namespace rhoflow;

/// Mean, variance and loss in closed form (sigma0 = 1, f(x) = Z(1; x) = x + m, y = x + c).
struct Exact {
  double mean, variance, loss;
};

/// m' = -(m - c) - 2 lambda e^{-t} m with m(0) = m0, by variation of constants with the integrating
/// factor exp(t - 2 lambda e^{-t}); central moments shrink by exp(-4 lambda (1 - e^{-t})).
Exact exact_solution(double t, double lambda, double c, double m0, double v0) {
  const auto exponent = [lambda](double s) { return s - 2. * lambda * std::exp(-s); };
  const double integral = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [&](double s) { return std::exp(exponent(s) - exponent(t)); }, 0., t, 10, 1e-14);
  const double mean = m0 * std::exp(exponent(0.) - exponent(t)) + c * integral;
  return {mean, v0 * std::exp(4. * lambda * std::expm1(-t)), 0.5 * (mean - c) * (mean - c)};
}

/// Mean and variance of the outer weight of a slice in physical weights.
std::pair<double, double> outer_statistics(const Density<2> &density) {
  const DensitySpace<2> &space = *density.space;
  const NodeMoments moments = compute_node_moments(space, density.values);
  double mean = 0., square = 0.;
  const unsigned int nodes = space.mesh().nodes_per_cell();
  for (std::size_t node = 0; node < space.mesh().n_nodes(); ++node) {
    const double weight = space.mesh().weight(static_cast<unsigned int>(node / nodes),
                                              static_cast<unsigned int>(node % nodes));
    mean += weight * moments.first[node];
    square += weight * moments.second[node];
  }
  const double l = density.scale;
  return {l * mean, l * l * (square - mean * mean)};
}

/// @throws InputError if the parameters describe a problem without this exact solution.
void require_solvable(const Parameters &parameters) {
  const bool shift = parameters.data.source == "polynomial" &&
                     parameters.data.coefficients.size() == 2 &&
                     parameters.data.coefficients[1] == 1. && parameters.data.label_noise == 0.;
  if (parameters.network.activation != Activation::constant ||
      parameters.network.head != HeadType::fixed || parameters.network.head_vector[0] != 1. ||
      parameters.network.alpha != 1. || !shift ||
      parameters.weights.initial_density != InitialDensity::gaussian)
    throw InputError("exact_solution needs Activation = constant, Alpha = 1, Head = fixed, Head "
                     "vector = 1, Source = polynomial with Coefficients = c, 1 and a Gaussian "
                     "start; run other problems with build/rhoflow");
}

void report(const Parameters &parameters, const FlowState<2> &state, std::ostream &out) {
  const double t = state.time;
  const GaussianComponent start = parameters.weights.start(false, 1, 2).front();
  const Exact exact =
      exact_solution(t, state.problem->regularization.strength(0.), parameters.data.coefficients[0],
                     start.mean[0], start.variance[0]);
  const auto [mean, variance] = outer_statistics(state.densities.front());
  const auto line = [&](const char *name, double computed, double reference) {
    out << std::left << std::setw(10) << name << std::right << std::setw(22) << computed
        << std::setw(22) << reference << std::setw(14) << std::scientific << std::setprecision(2)
        << std::abs(computed - reference) << std::defaultfloat << std::setprecision(14) << '\n';
  };
  out << "\nat t = " << t << "                computed                 exact         error\n"
      << std::setprecision(14);
  line("loss", state.network.loss, exact.loss);
  line("mean", mean, exact.mean);
  line("variance", variance, exact.variance);
}

} // namespace

/// The problem with a closed solution: prints the error against it.
int main(int argc, char **argv) {
  return run_program(argc, argv,
                     {"exact_solution", "Solves a problem with a known solution, prints the error.",
                      problem_file("exact_solution", "exact_solution.prm"), report,
                      require_solvable});
}
