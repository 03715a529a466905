// SPDX-License-Identifier: Apache-2.0
#include "evaluation/mass_check.h"

#include "base/parallel_loop.h"
#include "evaluation/start_points.h"
#include "rhoflow/base/precondition.h"

#include <deal.II/lac/lapack_full_matrix.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace rhoflow {

namespace {

/// Distance of neighbouring points of a difference, in deviations of the start. Measured of maps
/// that stretch much: with 1e-3 masses were off by 4e-5, with 1e-4 and 1e-5 by less than 1e-7.
constexpr double difference_step = 1e-4;
/// Places of the points of the differences of the order four, in units of that step, and their
/// weights without the factor 1 / (12 step).
constexpr std::array<std::pair<double, double>, 4> difference_rule{
    {{-2., 1.}, {-1., -8.}, {1., 8.}, {2., -1.}}};

/// Points of the start, each with those around it, of which the differences are.
struct Clusters {
  std::vector<double> points; ///< [cluster][point][component]; the first point is the middle
  std::vector<double> steps;  ///< [cluster][component]
};

std::size_t cluster_size(unsigned int n) {
  return 1 + difference_rule.size() * n;
}

/// Around the points [@p first, @p last) of @p start, whose component has the number of a point
/// over @p per_component.
Clusters make_clusters(const std::vector<double> &start, std::size_t first, std::size_t last,
                       const GaussianMixture &mixture, std::size_t per_component) {
  const std::size_t n = mixture.front().mean.size();
  Clusters clusters;
  for (std::size_t m = first; m < last; ++m) {
    const std::vector<double> middle(start.begin() + std::ptrdiff_t(m * n),
                                     start.begin() + std::ptrdiff_t((m + 1) * n));
    clusters.points.insert(clusters.points.end(), middle.begin(), middle.end());
    for (std::size_t k = 0; k < n; ++k) {
      clusters.steps.push_back(difference_step * std::sqrt(mixture[m / per_component].variance[k]));
      for (const auto &[place, weight] : difference_rule) {
        std::vector<double> point = middle;
        point[k] += place * clusters.steps.back();
        clusters.points.insert(clusters.points.end(), point.begin(), point.end());
      }
    }
  }
  return clusters;
}

/// |det DX| of the map that has carried cluster @p i.
double jacobian(const Clusters &clusters, std::size_t i, std::size_t n) {
  const double *point = clusters.points.data() + i * cluster_size(n) * n + n;
  dealii::LAPACKFullMatrix<double> derivatives(n);
  for (std::size_t k = 0; k < n; ++k)
    for (const auto &[place, weight] : difference_rule) {
      for (std::size_t c = 0; c < n; ++c)
        derivatives(c, k) += weight * point[c] / (12. * clusters.steps[i * n + k]);
      point += n;
    }
  derivatives.compute_lu_factorization();
  return std::abs(derivatives.determinant());
}

/// rho_t(X(xi)) |det DX(xi)| / rho_0(xi) at the points [@p first, @p last) of @p start.
std::vector<double> mass_ratios(const RecordedDensity &density, double time,
                                const std::vector<double> &start, std::size_t first,
                                std::size_t last) {
  const std::size_t n = density.n_components(), n_start = start.size() / n;
  Clusters clusters =
      make_clusters(start, first, last, density.start(), n_start / density.start().size());
  // All take the same steps, so that errors of the steps are no noise in the differences.
  density.carry(clusters.points, 0., time);
  std::vector<double> middles, ratios;
  for (std::size_t i = 0; i < last - first; ++i) {
    const auto middle = clusters.points.begin() + std::ptrdiff_t(i * cluster_size(n) * n);
    middles.insert(middles.end(), middle, middle + std::ptrdiff_t(n));
  }
  const std::vector<double> logarithms = density.log_density(middles, time);
  for (std::size_t i = 0; i < logarithms.size(); ++i)
    ratios.push_back(
        jacobian(clusters, i, n) *
        std::exp(logarithms[i] - log_density(density.start(), start.data() + (first + i) * n)));
  return ratios;
}

} // namespace

ShiftMean measure_mass(const RecordedDensity &density, double time, const MassRule &rule) {
  RHOFLOW_PRECONDITION(rule.n_shifts >= 2, "there are two shifts at least");
  const unsigned int n = density.n_components();
  const LatticeRule lattice = make_lattice_rule(rule.n_points, n);
  const std::size_t per_block =
      std::max<std::size_t>(1, RecordedDensity::points_of_a_chunk / cluster_size(n));
  std::vector<double> masses;
  for (std::size_t r = 0; r < rule.n_shifts; ++r) {
    const StartPoints start = start_points(density, lattice, {0, r, 0}, best_spread(n));
    const std::size_t n_start = start.weights.size(),
                      n_blocks = (n_start + per_block - 1) / per_block;
    std::vector<double> sums(n_blocks, 0.);
    parallel_for(n_blocks, [&](std::size_t block) {
      const std::size_t first = block * per_block, last = std::min(first + per_block, n_start);
      const std::vector<double> ratios = mass_ratios(density, time, start.points, first, last);
      for (std::size_t i = 0; i < ratios.size(); ++i)
        sums[block] += start.weights[first + i] * ratios[i];
    });
    masses.push_back(std::accumulate(sums.begin(), sums.end(), 0.));
  }
  return mean_over_shifts(masses);
}

} // namespace rhoflow
