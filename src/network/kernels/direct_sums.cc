// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/kernels/network_integrals.h"

#include "base/simd.h"
#include "network/kernels/component_dispatch.h"
#include "network/kernels/vector_activations.h"

#include <vector>

// The sums of activations without a product form: eight evaluations at a time.

namespace rhoflow {

double NetworkIntegrals::row_argument(std::size_t i, std::size_t row) const {
  const auto [second, bias] = row_place_[row];
  const double x = scaled_axis_[bias];
  return n_features_ == 1 ? x : x + scaled_axis_[second] * z_[i * n_features_ + 1];
}

template <typename Function, unsigned int n_components>
void NetworkIntegrals::potential_direct(const double *coefficients, std::size_t row_begin,
                                        std::size_t row_end, double *const *phi) const {
  const std::size_t length = grid_.row_length;
  std::vector<double> row_part(n_samples_);
  for (std::size_t row = row_begin; row < row_end; ++row) {
    for (std::size_t i = 0; i < n_samples_; ++i)
      row_part[i] = row_argument(i, row);
    for (std::size_t x = 0; x < length; x += lane_count) {
      const Lanes w = load(scaled_row_.data() + x);
      Lanes sums[n_components] = {};
      for (std::size_t i = 0; i < n_samples_; ++i) {
        const Lanes value = Function::evaluate(row_part[i] + z_[i * n_features_] * w).value;
        for (unsigned int k = 0; k < n_components; ++k)
          sums[k] += coefficients[i * n_components + k] * value;
      }
      for (unsigned int k = 0; k < n_components; ++k)
        store(phi[k] + row * length + x, sums[k]);
    }
  }
}

void NetworkIntegrals::potential_directly(const double *coefficients, unsigned int n_components,
                                          std::size_t row_begin, std::size_t row_end,
                                          double *const *phi) const {
  with_vector_activation(activation_, [&](auto function) {
    with_components(n_components, [&](auto components) {
      potential_direct<decltype(function), decltype(components)::value>(coefficients, row_begin,
                                                                        row_end, phi);
    });
  });
}

template <typename Function, unsigned int n_components>
void NetworkIntegrals::vector_field_direct(std::size_t i, const double *const *moments,
                                           double *field, double *derivative) const {
  const std::size_t length = grid_.row_length;
  const double feature = z_[i * n_features_];
  Lanes value[n_components] = {}, slope[n_components] = {}, second_slope[n_components] = {};
  for (std::size_t row = first_row_; row < grid_.n_rows; ++row) {
    const double row_part = row_argument(i, row), row_weight = scaled_axis_[row_place_[row][0]];
    for (std::size_t x = 0; x < length; x += lane_count) {
      const Lanes w = load(scaled_row_.data() + x);
      const ActivationLanes at = Function::evaluate(row_part + feature * w);
      for (unsigned int k = 0; k < n_components; ++k) {
        const Lanes moment = load(moments[k] + row * length + x), bump = moment * at.derivative;
        value[k] += moment * at.value;
        slope[k] += bump * w;
        second_slope[k] += bump * row_weight;
      }
    }
  }
  for (unsigned int k = 0; k < n_components; ++k) {
    field[k] = sum(value[k]);
    derivative[k * n_features_] = sum(slope[k]);
    if (n_features_ == 2)
      derivative[k * n_features_ + 1] = sum(second_slope[k]);
  }
}

void NetworkIntegrals::vector_field_directly(std::size_t i, const double *const *moments,
                                             unsigned int n_components, double *field,
                                             double *derivative) const {
  with_vector_activation(activation_, [&](auto function) {
    with_components(n_components, [&](auto components) {
      vector_field_direct<decltype(function), decltype(components)::value>(i, moments, field,
                                                                           derivative);
    });
  });
}

} // namespace rhoflow
