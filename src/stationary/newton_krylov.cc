// SPDX-License-Identifier: Apache-2.0
#include "stationary/newton_krylov.h"

#include <deal.II/lac/precondition.h>
#include <deal.II/lac/solver_control.h>
#include <deal.II/lac/solver_gmres.h>
#include <deal.II/lac/vector.h>

#include <cmath>
#include <limits>

namespace rhoflow {

namespace {

using Residual = std::function<std::vector<double>(const std::vector<double> &)>;
using Vector = dealii::Vector<double>;

constexpr unsigned int krylov_dimension = 80;
/// Relative to |R|: steps are solved to this.
constexpr double forcing = 1e-3;
/// Relative to |x|, of the difference quotients.
constexpr double difference = 1e-7;
constexpr unsigned int most_halvings = 8;

double norm_of(const std::vector<double> &values) {
  double sum = 0.;
  for (const double value : values)
    sum += value * value;
  return values.empty() || !std::isfinite(sum) ? std::numeric_limits<double>::infinity()
                                               : std::sqrt(sum);
}

std::vector<double> moved(const std::vector<double> &x, double factor, const Vector &direction) {
  std::vector<double> result = x;
  for (std::size_t i = 0; i < x.size(); ++i)
    result[i] += factor * direction(i);
  return result;
}

/// The derivative of R at x, as a matrix for GMRES.
struct Derivative {
  const Residual &residual;
  const std::vector<double> &x, &at_x;
  double size; ///< |x|
  unsigned int &evaluations;

  void vmult(Vector &result, const Vector &direction) const {
    const double length = direction.l2_norm();
    result = 0.;
    if (length == 0.)
      return;
    const double step = difference * (1. + size) / length;
    const std::vector<double> there = residual(moved(x, step, direction));
    ++evaluations;
    for (std::size_t i = 0; i < there.size(); ++i)
      result(i) = (there[i] - at_x[i]) / step;
  }
};

/// -R'(x)^{-1} R(x), as good as GMRES gets it.
Vector newton_step(const Derivative &derivative, double norm) {
  Vector right(derivative.x.size()), step(derivative.x.size());
  for (std::size_t i = 0; i < derivative.x.size(); ++i)
    right(i) = -derivative.at_x[i];
  dealii::SolverControl control(krylov_dimension, forcing * norm, false, false);
  dealii::SolverGMRES<Vector> solver(
      control, dealii::SolverGMRES<Vector>::AdditionalData(krylov_dimension + 2));
  try {
    solver.solve(derivative, step, right, dealii::PreconditionIdentity());
  } catch (const dealii::SolverControl::NoConvergence &) {
    // What it has so far is a direction all the same.
  }
  return step;
}

} // namespace

NewtonResult solve_newton_krylov(const Residual &residual, std::vector<double> &x, double tolerance,
                                 unsigned int most_evaluations) {
  NewtonResult result;
  std::vector<double> at_x = residual(x);
  result.residual = norm_of(at_x);
  ++result.evaluations;
  while (std::isfinite(result.residual) && result.evaluations < most_evaluations) {
    if (result.residual <= tolerance) {
      result.converged = true;
      return result;
    }
    const Vector step =
        newton_step({residual, x, at_x, norm_of(x), result.evaluations}, result.residual);
    bool falls = false;
    double share = 1.;
    for (unsigned int trial = 0; trial < most_halvings && !falls; ++trial, share *= 0.5) {
      const std::vector<double> next = moved(x, share, step), at_next = residual(next);
      ++result.evaluations;
      const double norm = norm_of(at_next);
      falls = norm < (1. - 1e-4 * share) * result.residual;
      if (falls) {
        x = next;
        at_x = at_next;
        result.residual = norm;
      }
    }
    if (!falls)
      break;
  }
  result.converged = result.residual <= tolerance;
  return result;
}

} // namespace rhoflow
