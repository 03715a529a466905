// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/kernels/network_integrals.h"

#include "base/simd.h"
#include "network/kernels/component_dispatch.h"
#include "network/kernels/vector_math.h"

#include <algorithm>
#include <cmath>
#include <type_traits>
#include <vector>

// The sums of tanh and logistic by tables of exponentials and shared divisions.

namespace rhoflow {

namespace {

/// sigma0 = 1 - a r and sigma0' = c r (1 - r) with r = 1 / (1 + e^{rate x}).
struct ProductForm {
  double rate, a, c;
};

ProductForm product_form_of(Activation activation) {
  return activation == Activation::tanh ? ProductForm{2., 2., 4.} : ProductForm{1., 1., 1.};
}

/// Samples are padded to whole groups that may share a division.
constexpr std::size_t largest_group = 4;

std::size_t padded_samples(std::size_t n) {
  return (n + largest_group - 1) / largest_group * largest_group;
}

/// Calls action(group, n_components) with both as compile-time constants.
template <typename Action>
void with_group(int group, unsigned int n_components, const Action &action) {
  with_components(n_components, [&](auto components) {
    if (group == 4)
      action(std::integral_constant<int, 4>(), components);
    else if (group == 2)
      action(std::integral_constant<int, 2>(), components);
    else
      action(std::integral_constant<int, 1>(), components);
  });
}

} // namespace

bool NetworkIntegrals::prepare_products() {
  const double rate = product_form_of(activation_).rate;
  double largest_weight = 0., largest_argument = 0.;
  for (const double weight : scaled_axis_)
    largest_weight = std::max(largest_weight, std::abs(weight));
  for (std::size_t i = 0; i < n_samples_; ++i) {
    double argument = 1.; // the bias multiplies one
    for (unsigned int direction = 0; direction < n_features_; ++direction)
      argument += std::abs(z_[i * n_features_ + direction]);
    // Written so that a feature that is not finite leads to the direct sums.
    largest_argument = argument <= largest_argument ? largest_argument : argument;
  }
  // A product of `group` exponentials must stay below the largest double, about e^{709}.
  const double exponent = rate * largest_weight * largest_argument;
  group_ = exponent < 175. ? 4 : exponent < 350. ? 2 : exponent < 700. ? 1 : 0;
  if (group_ == 0)
    return false;
  fill_factors(rate);
  return true;
}

void NetworkIntegrals::fill_factors(double rate) {
  const std::size_t m = grid_.axis.size(), length = grid_.row_length;
  AlignedVector row(length);
  const auto fill_row = [&](double factor) {
    for (std::size_t x = 0; x < length; x += lane_count)
      store(row.data() + x, exponential(factor * load(scaled_row_.data() + x)));
  };
  fill_row(rate);
  bias_factor_.assign(row.begin(), row.begin() + std::ptrdiff_t(m));
  for (unsigned int direction = 0; direction < n_features_; ++direction) {
    AlignedVector &factor = feature_factor_[direction];
    factor.assign(padded_samples(n_samples_) * length, 0.);
    for (std::size_t i = 0; i < n_samples_; ++i) {
      fill_row(rate * z_[i * n_features_ + direction]);
      std::copy_n(row.begin(), m, factor.begin() + std::ptrdiff_t(i * length));
    }
  }
}

double NetworkIntegrals::row_factor(std::size_t i, std::size_t row) const {
  const auto [second, bias] = row_place_[row];
  return n_features_ == 1 ? bias_factor_[bias]
                          : bias_factor_[bias] * feature_factor_[1][i * grid_.row_length + second];
}

template <int group, unsigned int n_components>
void NetworkIntegrals::potential_product(const double *coefficients, std::size_t row_begin,
                                         std::size_t row_end, double *const *phi) const {
  const double a = product_form_of(activation_).a;
  const std::size_t length = grid_.row_length, n = padded_samples(n_samples_);
  // sum_i c_i sigma0 = sum_i c_i - sum_i a c_i r_i; samples beyond the last have c = 0, r = 1.
  double constant[n_components] = {};
  std::vector<double> c(n * n_components, 0.), row_part(n, 0.);
  for (std::size_t i = 0; i < n_samples_; ++i)
    for (unsigned int k = 0; k < n_components; ++k) {
      constant[k] += coefficients[i * n_components + k];
      c[i * n_components + k] = a * coefficients[i * n_components + k];
    }
  for (std::size_t row = row_begin; row < row_end; ++row) {
    for (std::size_t i = 0; i < n_samples_; ++i)
      row_part[i] = row_factor(i, row);
    for (std::size_t x = 0; x < length; x += lane_count) {
      const double *factor = feature_factor_[0].data() + x;
      Lanes sums[n_components] = {};
      for (std::size_t i = 0; i < n; i += group) {
        Lanes denominator[group], r[group];
        for (int g = 0; g < group; ++g)
          denominator[g] = 1. + row_part[i + g] * load(factor + (i + g) * length);
        reciprocals(denominator, r);
        for (unsigned int k = 0; k < n_components; ++k)
          for (int g = 0; g < group; ++g)
            sums[k] += c[(i + g) * n_components + k] * r[g];
      }
      for (unsigned int k = 0; k < n_components; ++k)
        store(phi[k] + row * length + x, constant[k] - sums[k]);
    }
  }
}

void NetworkIntegrals::potential_by_products(const double *coefficients, unsigned int n_components,
                                             std::size_t row_begin, std::size_t row_end,
                                             double *const *phi) const {
  with_group(group_, n_components, [&](auto group, auto components) {
    potential_product<decltype(group)::value, decltype(components)::value>(coefficients, row_begin,
                                                                           row_end, phi);
  });
}

template <int group, unsigned int n_components>
void NetworkIntegrals::vector_field_product(std::size_t i, const double *const *moments,
                                            double *field, double *derivative) const {
  const ProductForm form = product_form_of(activation_);
  const std::size_t length = grid_.row_length, n_rows = grid_.n_rows;
  const double *factors = feature_factor_[0].data() + i * length;
  struct {
    // Of m, m r, m r (1 - r) w_1 and m r (1 - r) w_2.
    Lanes total[n_components] = {}, value[n_components] = {}, slope[n_components] = {},
          second_slope[n_components] = {};
  } all;
  const auto add_rows = [&](auto count, std::size_t first) {
    constexpr int rows = decltype(count)::value;
    double row_part[rows], row_weight[rows];
    for (int g = 0; g < rows; ++g) {
      row_part[g] = row_factor(i, first + g);
      row_weight[g] = scaled_axis_[row_place_[first + g][0]];
    }
    auto sums = all; // a copy can stay in registers
    for (std::size_t x = 0; x < length; x += lane_count) {
      const Lanes factor = load(factors + x), w = load(scaled_row_.data() + x);
      Lanes denominator[rows], r[rows];
      for (int g = 0; g < rows; ++g)
        denominator[g] = 1. + row_part[g] * factor;
      reciprocals(denominator, r);
      for (unsigned int k = 0; k < n_components; ++k) {
        Lanes moment[rows], weighted[rows], bump[rows];
        for (int g = 0; g < rows; ++g) {
          moment[g] = load(moments[k] + (first + g) * length + x);
          weighted[g] = moment[g] * r[g];
          bump[g] = weighted[g] - weighted[g] * r[g];
        }
        sums.total[k] += tree_sum(moment);
        sums.value[k] += tree_sum(weighted);
        sums.slope[k] += tree_sum(bump) * w;
        if (n_features_ == 2) {
          for (int g = 0; g < rows; ++g)
            bump[g] *= row_weight[g];
          sums.second_slope[k] += tree_sum(bump);
        }
      }
    }
    all = sums;
  };
  std::size_t row = first_row_;
  for (; row + group <= n_rows; row += group)
    add_rows(std::integral_constant<int, group>(), row);
  for (; row < n_rows; ++row)
    add_rows(std::integral_constant<int, 1>(), row);
  for (unsigned int k = 0; k < n_components; ++k) {
    field[k] = sum(all.total[k]) - form.a * sum(all.value[k]);
    derivative[k * n_features_] = form.c * sum(all.slope[k]);
    if (n_features_ == 2)
      derivative[k * n_features_ + 1] = form.c * sum(all.second_slope[k]);
  }
}

void NetworkIntegrals::vector_field_by_products(std::size_t i, const double *const *moments,
                                                unsigned int n_components, double *field,
                                                double *derivative) const {
  with_group(group_, n_components, [&](auto group, auto components) {
    vector_field_product<decltype(group)::value, decltype(components)::value>(i, moments, field,
                                                                              derivative);
  });
}

} // namespace rhoflow
