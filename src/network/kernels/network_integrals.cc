// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/network/kernels/network_integrals.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

NetworkIntegrals::NetworkIntegrals(Activation activation, const TensorGrid &grid)
    : activation_(activation), grid_(grid), n_features_(grid.dimension - 1),
      scaled_axis_(grid.axis.size()), scaled_row_(grid.row_length, 0.) {
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    row_place_.push_back({grid.row_index(row, 1), grid.row_index(row, grid.dimension - 1)});
}

void NetworkIntegrals::set_features(const double *z, std::size_t n_samples, double length_scale) {
  RHOFLOW_PRECONDITION(length_scale > 0., "the length scale is positive");
  n_samples_ = n_samples;
  z_.assign(z, z + n_samples * n_features_);
  for (std::size_t k = 0; k < grid_.axis.size(); ++k)
    scaled_axis_[k] = scaled_row_[k] = length_scale * grid_.axis[k];

  method_ = Method::direct;
  if (activation_ == Activation::sine) {
    method_ = Method::angles;
    fill_angles();
  } else if ((activation_ == Activation::tanh || activation_ == Activation::logistic) &&
             prepare_products()) {
    method_ = Method::products;
  }
}

void NetworkIntegrals::potential(const double *coefficients, unsigned int n_components,
                                 std::size_t row_begin, std::size_t row_end,
                                 double *const *phi) const {
  RHOFLOW_PRECONDITION(n_components == 1 || n_components == 2, "one or two outer weights");
  RHOFLOW_PRECONDITION(row_begin <= row_end && row_end <= grid_.n_rows, "rows of the grid");
  switch (method_) {
  case Method::products:
    potential_by_products(coefficients, n_components, row_begin, row_end, phi);
    break;
  case Method::angles:
    potential_by_angles(coefficients, n_components, row_begin, row_end, phi);
    break;
  case Method::direct:
    potential_directly(coefficients, n_components, row_begin, row_end, phi);
    break;
  }
  // The padding of a row must stay zero: sums run over whole rows.
  for (std::size_t row = row_begin; row < row_end; ++row)
    for (unsigned int k = 0; k < n_components; ++k)
      std::fill(phi[k] + row * grid_.row_length + grid_.axis.size(),
                phi[k] + (row + 1) * grid_.row_length, 0.);
}

void NetworkIntegrals::sum_from_row(std::size_t row) {
  RHOFLOW_PRECONDITION(row <= grid_.n_rows, "a row of the grid");
  first_row_ = row;
}

void NetworkIntegrals::vector_field(std::size_t i, const double *const *moments,
                                    unsigned int n_components, double *field,
                                    double *derivative) const {
  RHOFLOW_PRECONDITION(i < n_samples_, "a sample of set_features()");
  RHOFLOW_PRECONDITION(n_components == 1 || n_components == 2, "one or two outer weights");
  switch (method_) {
  case Method::products:
    return vector_field_by_products(i, moments, n_components, field, derivative);
  case Method::angles:
    return vector_field_by_angles(i, moments, n_components, field, derivative);
  case Method::direct:
    return vector_field_directly(i, moments, n_components, field, derivative);
  }
}

} // namespace rhoflow
