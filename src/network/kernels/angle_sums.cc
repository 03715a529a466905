// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/kernels/network_integrals.h"

#include "base/simd.h"
#include "network/kernels/component_dispatch.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

// The sums of the sine: sin(A + x) = sin A cos x + cos A sin x with A of a row and x of a place in
// it, both from tables along one axis.

namespace rhoflow {

void NetworkIntegrals::fill_angles() {
  const std::size_t m = grid_.axis.size(), length = grid_.row_length;
  const auto fill = [&](double factor, std::size_t first, Angles &angles) {
    for (std::size_t x = 0; x < m; ++x) {
      angles.cosine[first + x] = std::cos(factor * scaled_axis_[x]);
      angles.sine[first + x] = std::sin(factor * scaled_axis_[x]);
    }
  };
  bias_angles_.cosine.assign(length, 0.);
  bias_angles_.sine.assign(length, 0.);
  fill(1., 0, bias_angles_);
  for (unsigned int direction = 0; direction < n_features_; ++direction) {
    Angles &angles = feature_angles_[direction];
    angles.cosine.assign(n_samples_ * length, 0.);
    angles.sine.assign(n_samples_ * length, 0.);
    for (std::size_t i = 0; i < n_samples_; ++i)
      fill(z_[i * n_features_ + direction], i * length, angles);
  }
}

std::array<double, 2> NetworkIntegrals::row_angle(std::size_t i, std::size_t row) const {
  const auto [second, bias] = row_place_[row];
  const double cosine = bias_angles_.cosine[bias], sine = bias_angles_.sine[bias];
  if (n_features_ == 1)
    return {cosine, sine};
  const std::size_t place = i * grid_.row_length + second;
  const double c = feature_angles_[1].cosine[place], s = feature_angles_[1].sine[place];
  return {cosine * c - sine * s, sine * c + cosine * s};
}

void NetworkIntegrals::potential_by_angles(const double *coefficients, unsigned int n_components,
                                           std::size_t row_begin, std::size_t row_end,
                                           double *const *phi) const {
  constexpr std::size_t block = 4; // rows that share what is loaded
  const std::size_t length = grid_.row_length;
  with_components(n_components, [&](auto components) {
    constexpr unsigned int n = decltype(components)::value;
    struct Term {
      double cosine[n][block], sine[n][block]; // coefficient x that of the row
    };
    std::vector<Term> terms(n_samples_);
    for (std::size_t row = row_begin; row < row_end; row += block) {
      const std::size_t count = std::min(block, row_end - row);
      for (std::size_t i = 0; i < n_samples_; ++i)
        for (std::size_t g = 0; g < block; ++g) {
          const auto [cosine, sine] = row_angle(i, row + std::min(g, count - 1));
          for (unsigned int k = 0; k < n; ++k) {
            terms[i].cosine[k][g] = coefficients[i * n + k] * cosine;
            terms[i].sine[k][g] = coefficients[i * n + k] * sine;
          }
        }
      for (std::size_t x = 0; x < length; x += lane_count) {
        Lanes sums[n][block] = {};
        for (std::size_t i = 0; i < n_samples_; ++i) {
          const Lanes cosine = load(feature_angles_[0].cosine.data() + i * length + x),
                      sine = load(feature_angles_[0].sine.data() + i * length + x);
          for (unsigned int k = 0; k < n; ++k)
            for (std::size_t g = 0; g < block; ++g)
              sums[k][g] += terms[i].sine[k][g] * cosine + terms[i].cosine[k][g] * sine;
        }
        for (unsigned int k = 0; k < n; ++k)
          for (std::size_t g = 0; g < count; ++g)
            store(phi[k] + (row + g) * length + x, sums[k][g]);
      }
    }
  });
}

void NetworkIntegrals::vector_field_by_angles(std::size_t i, const double *const *moments,
                                              unsigned int n_components, double *field,
                                              double *derivative) const {
  const std::size_t length = grid_.row_length;
  const double *cosines = feature_angles_[0].cosine.data() + i * length,
               *sines = feature_angles_[0].sine.data() + i * length;
  with_components(n_components, [&](auto components) {
    constexpr unsigned int n = decltype(components)::value;
    Lanes value[n] = {}, slope[n] = {}, second_slope[n] = {};
    const auto add_rows = [&](auto count, std::size_t first) {
      constexpr std::size_t rows = decltype(count)::value;
      // Sums over the places of a row of m cos x and m sin x, and of the same times w_1.
      Lanes even[n][rows] = {}, odd[n][rows] = {}, even_slope[n][rows] = {},
            odd_slope[n][rows] = {};
      for (std::size_t x = 0; x < length; x += lane_count) {
        const Lanes cosine = load(cosines + x), sine = load(sines + x),
                    w = load(scaled_row_.data() + x);
        const Lanes weighted_cosine = w * cosine, weighted_sine = w * sine;
        for (unsigned int k = 0; k < n; ++k)
          for (std::size_t g = 0; g < rows; ++g) {
            const Lanes moment = load(moments[k] + (first + g) * length + x);
            even[k][g] += moment * cosine;
            odd[k][g] += moment * sine;
            even_slope[k][g] += moment * weighted_cosine;
            odd_slope[k][g] += moment * weighted_sine;
          }
      }
      for (std::size_t g = 0; g < rows; ++g) {
        const auto [cosine, sine] = row_angle(i, first + g);
        const double w = scaled_axis_[row_place_[first + g][0]];
        for (unsigned int k = 0; k < n; ++k) {
          value[k] += sine * even[k][g] + cosine * odd[k][g];
          slope[k] += cosine * even_slope[k][g] - sine * odd_slope[k][g];
          second_slope[k] += w * (cosine * even[k][g] - sine * odd[k][g]);
        }
      }
    };
    constexpr std::size_t block = n == 1 ? 4 : 2;
    std::size_t row = first_row_;
    for (; row + block <= grid_.n_rows; row += block)
      add_rows(std::integral_constant<std::size_t, block>(), row);
    for (; row < grid_.n_rows; ++row)
      add_rows(std::integral_constant<std::size_t, 1>(), row);
    for (unsigned int k = 0; k < n; ++k) {
      field[k] = sum(value[k]);
      derivative[k * n_features_] = sum(slope[k]);
      if (n_features_ == 2)
        derivative[k * n_features_ + 1] = sum(second_slope[k]);
    }
  });
}

} // namespace rhoflow
