// SPDX-License-Identifier: Apache-2.0
// split_row(): the shares of a mixture's components at one inner node, against their definition.
#include "base/simd.h"
#include "diagnostics/theory/kernels/mixture_rows.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

TEST(MixtureRows, AreTheSharesOfTheComponents) {
  const std::size_t stride = 2 * lane_count, n = 3;
  AlignedVector row(stride);
  std::vector<AlignedVector> log_outer(n, AlignedVector(stride));
  for (std::size_t j = 0; j < stride; ++j) {
    row[j] = std::sin(1. + 0.7 * double(j)); // of both signs
    for (std::size_t c = 0; c < n; ++c)
      log_outer[c][j] = -0.5 * std::pow(double(j) - 5. * double(c), 2);
  }
  const std::vector<double> shift{-1., 0.5, 2.};
  AlignedVector parts(n * stride);
  split_row(row.data(), log_outer, shift, parts);
  for (std::size_t j = 0; j < stride; ++j) {
    double total = 0., sum = 0.;
    for (std::size_t c = 0; c < n; ++c)
      total += std::exp(log_outer[c][j] + shift[c]);
    for (std::size_t c = 0; c < n; ++c) {
      const double share = std::exp(log_outer[c][j] + shift[c]) / total;
      EXPECT_NEAR(parts[c * stride + j], share * row[j], 1e-14);
      sum += parts[c * stride + j];
    }
    EXPECT_NEAR(sum, row[j], 1e-15);
  }
}

// Far in the tails all densities vanish in double precision, their shares do not.
TEST(MixtureRows, DoNotUnderflow) {
  const std::size_t stride = lane_count;
  const AlignedVector row(stride, 2.);
  const std::vector<AlignedVector> log_outer{AlignedVector(stride, -5000.),
                                             AlignedVector(stride, -5000. + std::log(3.)),
                                             AlignedVector(stride, -9000.)};
  AlignedVector parts(3 * stride);
  split_row(row.data(), log_outer, {0., 0., 0.}, parts);
  for (std::size_t j = 0; j < stride; ++j) {
    EXPECT_NEAR(parts[j], 0.5, 1e-12);
    EXPECT_NEAR(parts[stride + j], 1.5, 1e-12);
    EXPECT_NEAR(parts[2 * stride + j], 0., 1e-200);
  }
}

} // namespace
} // namespace rhoflow
