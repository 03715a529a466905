// SPDX-License-Identifier: Apache-2.0
// Weighted lattice points for the normal distribution. Exact: moments up to degree two (by the
// correction of the weights), E cos(k.x) = exp(-|k|^2 / 2).
#include "sampling/normal_points.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

namespace rhoflow {
namespace {

using Point = std::vector<double>;

/// Sum over the points m = parity modulo 2, or over all of them (parity 2).
double sum_over(const QuadraturePoints &points, std::size_t parity,
                const std::function<double(const Point &)> &f) {
  const EnsembleLayout &layout = points.ensemble.layout;
  double sum = 0.;
  for (std::size_t m = 0; m < layout.n_particles; ++m) {
    if (parity < 2 && m % 2 != parity)
      continue;
    Point x;
    for (unsigned int k = 0; k < layout.n_components(); ++k)
      x.push_back(points.values[k * layout.stride() + m]);
    sum += points.ensemble.weights[m] * f(x);
  }
  return sum;
}

TEST(LatticePoints, IntegratesPolynomialsOfDegreeTwoExactlyInBothHalves) {
  const LatticeRule rule = make_lattice_rule(1024, 5);
  const QuadraturePoints points = lattice_points(rule, {0, 0, 3}, {}, 2, 2);
  for (const std::size_t parity : {0, 1}) {
    EXPECT_NEAR(sum_over(points, parity, [](const Point &) { return 1.; }), 0.5, 1e-13);
    for (unsigned int k = 0; k < 5; ++k) {
      EXPECT_NEAR(sum_over(points, parity, [k](const Point &x) { return x[k]; }), 0., 1e-13);
      for (unsigned int l = 0; l <= k; ++l)
        EXPECT_NEAR(sum_over(points, parity, [k, l](const Point &x) { return x[k] * x[l]; }),
                    k == l ? 0.5 : 0., 1e-13);
    }
  }
}

TEST(LatticePoints, ConvergesFasterThanTheNumberOfPointsGrows) {
  // Over several shifts, because the error of one may vanish by accident.
  const auto error = [](std::size_t n) {
    const LatticeRule rule = make_lattice_rule(n, 3);
    double square = 0.;
    for (std::uint32_t stream = 0; stream < 8; ++stream) {
      const QuadraturePoints points = lattice_points(rule, {0, 0, stream}, {}, 1, 1);
      const double sum = sum_over(
          points, 2, [](const Point &x) { return std::cos(x[0] - 1.5 * x[1] + 0.5 * x[2]); });
      square += std::pow(sum - std::exp(-0.5 * 3.5), 2) / 8.;
    }
    return std::sqrt(square);
  };
  const double coarse = error(512), fine = error(8192);
  EXPECT_LT(fine, 3e-6);
  EXPECT_GT(std::log2(coarse / fine) / 4., 1.5);
}

TEST(LatticePoints, DependOnTheStream) {
  const LatticeRule rule = make_lattice_rule(256, 4);
  EXPECT_EQ(lattice_points(rule, {0, 0, 0}, {}, 1, 2).values,
            lattice_points(rule, {0, 0, 0}, {}, 1, 2).values);
  EXPECT_NE(lattice_points(rule, {0, 0, 0}, {}, 1, 2).values,
            lattice_points(rule, {0, 0, 1}, {}, 1, 2).values);
}

} // namespace
} // namespace rhoflow
