// SPDX-License-Identifier: Apache-2.0
#include "evaluation/mass_check.h"

#include "rhoflow/base/precondition.h"
#include "sampling/normal_points.h"

#include <cmath>
#include <cstdint>

namespace rhoflow {

namespace {

/// Points from which means and variances are known.
constexpr std::size_t scout_points = 1024;
/// Streams of random numbers.
constexpr std::uint32_t scouts = 0, mass = 1;

/// The points of an ensemble, [point][component].
std::vector<double> points_of(const QuadraturePoints &quadrature) {
  const EnsembleLayout &layout = quadrature.ensemble.layout;
  std::vector<double> points;
  for (std::size_t m = 0; m < layout.n_particles; ++m)
    for (unsigned int c = 0; c < layout.n_components(); ++c)
      points.push_back(quadrature.values[c * layout.stride() + m]);
  return points;
}

/// A Gaussian with the means and variances that @p component of the start has at @p time.
GaussianComponent carried(const RecordedDensity &density, const GaussianComponent &component,
                          double time) {
  const unsigned int n = density.n_components(), n_outer = density.n_outer();
  LatticeWeights equal;
  equal.spread = 1.;
  std::vector<double> points =
      points_of(mixture_points(lattice_points(make_lattice_rule(scout_points, n), {0, 0, scouts},
                                              equal, n_outer, n - n_outer - 1),
                               {component}));
  density.carry(points, 0., time);
  GaussianComponent result{component.weight, std::vector<double>(n, 0.),
                           std::vector<double>(n, 0.)};
  const auto share = double(n) / double(points.size());
  for (std::size_t i = 0; i < points.size(); ++i)
    result.mean[i % n] += share * points[i];
  for (std::size_t i = 0; i < points.size(); ++i)
    result.variance[i % n] += share * std::pow(points[i] - result.mean[i % n], 2);
  return result;
}

} // namespace

ShiftMean measure_mass(const RecordedDensity &density, double time, const MassRule &rule) {
  RHOFLOW_PRECONDITION(rule.n_shifts >= 2, "there are two shifts at least");
  const unsigned int n = density.n_components(), n_outer = density.n_outer();
  GaussianMixture carrier;
  for (const GaussianComponent &component : density.start())
    carrier.push_back(carried(density, component, time));
  const LatticeRule lattice = make_lattice_rule(rule.n_points, n);
  const LatticeWeights weights{best_spread(n), false};
  std::vector<double> masses;
  for (std::size_t r = 0; r < rule.n_shifts; ++r) {
    const QuadraturePoints quadrature = mixture_points(
        lattice_points(lattice, {1, r, mass}, weights, n_outer, n - n_outer - 1), carrier);
    const std::vector<double> points = points_of(quadrature),
                              logarithms = density.log_density(points, time);
    double sum = 0.;
    for (std::size_t m = 0; m < logarithms.size(); ++m)
      sum += quadrature.ensemble.weights[m] *
             std::exp(logarithms[m] - log_density(carrier, points.data() + m * n));
    masses.push_back(sum);
  }
  return mean_over_shifts(masses);
}

} // namespace rhoflow
