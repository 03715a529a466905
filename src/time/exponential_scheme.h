// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <complex>

namespace rhoflow {

/// The functions phi_1, phi_2, phi_3 of exponential integrators at one z:
///   phi_1 = (e^z - 1)/z,  phi_{k+1} = (phi_k - 1/k!)/z,
/// to rounding for all z <= 0.
std::array<double, 3> exponential_functions(double z);

/// The exponential Runge-Kutta method of order four by Krogstad (J. Comput. Phys. 203, 2005) for
///   u' = lambda u + N(u)
/// in one mode, with an embedded method of order three, in differences to the start: with
/// F = N(u_0) + lambda u_0 and D_i = N(U_i) - N(u_0)
///   U_2 = u_0 + half_flow F
///   U_3 = u_0 + half_flow F + half_source D_2
///   U_4 = u_0 + flow F + source D_3
///   u_1 = u_0 + flow F + middle (D_2 + D_3) + end D_4,
/// U_2 and U_3 at the middle of the step, U_4 at its end; the error of the step is
/// end (N(U_4) - N(u_1)). Where F and all D vanish the state does not move: equilibria of the
/// semi-discrete equation are kept, whatever the step.
struct ExponentialWeights {
  double half_flow, half_source, flow, source, middle, end;

  static constexpr unsigned int n_stages = 4;
  static constexpr unsigned int order = 4;
  /// The estimated error of a step behaves like dt^error_order.
  static constexpr unsigned int error_order = 4;
  /// Largest decay of N that is stable per step, where lambda = 0.
  static constexpr double real_radius = 2.78;
  /// Times of U_2, U_3, U_4 and u_1 in steps from the start.
  static constexpr std::array<double, n_stages> times{0.5, 0.5, 1., 1.};

  /// @param lambda at most 0
  static ExponentialWeights of(double lambda, double dt);

  /// u_1 / u_0 for N(u) = z u with lambda = 0 and dt = 1: that of any method of four stages and
  /// order four.
  static std::complex<double> amplification(std::complex<double> z);
};

} // namespace rhoflow
