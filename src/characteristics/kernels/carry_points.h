// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/network/activation.h"
#include "sampling/ensemble_layout.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// What a potential Phi(theta) = sum_ik c_ik u_k sigma0(w.z_i + b) consists of at one time.
struct PotentialSource {
  std::vector<double> features;     ///< z[sample][component]
  std::vector<double> coefficients; ///< c[sample][outer weight]
};

/// The velocity of the weights, -grad Phi - decay theta, as a function of time.
struct WeightVelocity {
  Activation activation = Activation::tanh;
  std::size_t n_samples = 0;
  std::function<void(double time, PotentialSource &source)> source;
  std::function<double(double time)> decay;
};

/// Carries points with the velocity v, and with each of them the logarithm of a density that obeys
/// the continuity equation: d theta/dt = v, d ln rho / dt = -div v. By the method of Dormand and
/// Prince with steps of its own (Boost.Odeint).
///
/// @param layout of the points
/// @param begin,end training times, dimensionless; different. Points go back where end < begin
/// @param first_step a guess, with the sign of end - begin
/// @param tolerance of the error of a step, absolute and relative to the largest number
/// @param state [component][padded point] and behind them ln rho, [padded point]
/// @throws std::exception if no step is small enough
void carry_points(const WeightVelocity &velocity, const EnsembleLayout &layout, double begin,
                  double end, double first_step, double tolerance, AlignedVector &state);

} // namespace rhoflow
