#include "rhoflow/network/kernels/network_integrals.h"

#include "rhoflow/base/simd.h"
#include "rhoflow/network/kernels/activation_functors.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// sigma0 = 1 - a r and sigma0' = c r (1 - r) with r = 1 / (1 + e^{rate x}).
struct ProductForm {
  double rate, a, c;
};

ProductForm product_form_of(Activation activation) {
  return activation == Activation::tanh ? ProductForm{2., 2., 4.} : ProductForm{1., 1., 1.};
}

std::size_t power(std::size_t base, unsigned int exponent) {
  std::size_t result = 1;
  for (unsigned int k = 0; k < exponent; ++k)
    result *= base;
  return result;
}

} // namespace

TensorGrid::TensorGrid(unsigned int inner_dimension, std::vector<double> axis_nodes)
    : dimension(inner_dimension), axis(std::move(axis_nodes)), row_length(padded(axis.size())),
      n_rows(power(axis.size(), inner_dimension - 1)) {}

NetworkIntegrals::NetworkIntegrals(Activation activation, const TensorGrid &grid)
    : activation_(activation), grid_(grid), n_features_(grid.dimension - 1),
      scaled_axis_(grid.axis.size()), scaled_row_(grid.row_length, 0.) {}

void NetworkIntegrals::set_features(const double *z, std::size_t n_samples, double length_scale) {
  n_samples_ = n_samples;
  z_.assign(z, z + n_samples * n_features_);
  const std::size_t m = grid_.axis.size();
  double largest_weight = 0.;
  for (std::size_t k = 0; k < m; ++k) {
    scaled_axis_[k] = scaled_row_[k] = length_scale * grid_.axis[k];
    largest_weight = std::max(largest_weight, std::abs(scaled_axis_[k]));
  }

  product_form_ = activation_ == Activation::tanh || activation_ == Activation::logistic;
  if (!product_form_)
    return;
  const double rate = product_form_of(activation_).rate;
  double largest_feature = 1.; // the bias multiplies one
  for (const double value : z_)
    largest_feature = std::max(largest_feature, std::abs(value));
  // The product of `dimension` factors must stay below the largest double, about e^{709}. The
  // comparison also sends a feature that is not finite to the plain functions.
  product_form_ = rate * largest_weight * largest_feature * grid_.dimension < 700.;
  if (!product_form_)
    return;
  bias_factor_.resize(m);
  for (std::size_t k = 0; k < m; ++k)
    bias_factor_[k] = std::exp(rate * scaled_axis_[k]);
  for (unsigned int direction = 0; direction < n_features_; ++direction) {
    AlignedVector &factor = feature_factor_[direction];
    factor.assign(n_samples * grid_.row_length, 0.);
    for (std::size_t i = 0; i < n_samples; ++i)
      for (std::size_t k = 0; k < m; ++k)
        factor[i * grid_.row_length + k] =
            std::exp(rate * scaled_axis_[k] * z_[i * n_features_ + direction]);
  }
}

double NetworkIntegrals::row_factor(std::size_t i, std::size_t row) const {
  double factor = bias_factor_[grid_.row_index(row, grid_.dimension - 1)];
  for (unsigned int direction = 1; direction < n_features_; ++direction)
    factor *= feature_factor_[direction][i * grid_.row_length + grid_.row_index(row, direction)];
  return factor;
}

double NetworkIntegrals::row_argument(std::size_t i, std::size_t row) const {
  double x = scaled_axis_[grid_.row_index(row, grid_.dimension - 1)];
  for (unsigned int direction = 1; direction < n_features_; ++direction)
    x += scaled_axis_[grid_.row_index(row, direction)] * z_[i * n_features_ + direction];
  return x;
}

template <unsigned int n_components>
void NetworkIntegrals::potential_product(const double *coefficients, std::size_t row,
                                         double *const *phi) const {
  const double a = product_form_of(activation_).a;
  const std::size_t length = grid_.row_length;
  double constant[n_components] = {};
  for (unsigned int k = 0; k < n_components; ++k)
    std::fill_n(phi[k] + row * length, length, 0.);
  for (std::size_t i = 0; i < n_samples_; ++i) {
    const double *factor = feature_factor_[0].data() + i * length;
    const Lanes row_part = broadcast(row_factor(i, row));
    Lanes c[n_components];
    for (unsigned int k = 0; k < n_components; ++k) {
      constant[k] += coefficients[i * n_components + k];
      c[k] = broadcast(a * coefficients[i * n_components + k]);
    }
    for (std::size_t x = 0; x < length; x += lane_count) {
      const Lanes r = 1. / (1. + row_part * load(factor + x));
      for (unsigned int k = 0; k < n_components; ++k) {
        double *target = phi[k] + row * length + x;
        store(target, load(target) - c[k] * r);
      }
    }
  }
  for (unsigned int k = 0; k < n_components; ++k)
    for (std::size_t x = 0; x < grid_.axis.size(); ++x)
      phi[k][row * length + x] += constant[k];
}

template <typename Functor>
void NetworkIntegrals::potential_plain(const double *coefficients, unsigned int n_components,
                                       std::size_t row, double *const *phi) const {
  const std::size_t length = grid_.row_length;
  for (unsigned int k = 0; k < n_components; ++k)
    std::fill_n(phi[k] + row * length, length, 0.);
  for (std::size_t i = 0; i < n_samples_; ++i) {
    const double base = row_argument(i, row), slope = z_[i * n_features_];
    for (std::size_t x = 0; x < grid_.axis.size(); ++x) {
      const double value = Functor::value(base + slope * scaled_axis_[x]);
      for (unsigned int k = 0; k < n_components; ++k)
        phi[k][row * length + x] += coefficients[i * n_components + k] * value;
    }
  }
}

void NetworkIntegrals::potential(const double *coefficients, unsigned int n_components,
                                 std::size_t row_begin, std::size_t row_end,
                                 double *const *phi) const {
  for (std::size_t row = row_begin; row < row_end; ++row) {
    if (product_form_ && n_components == 1)
      potential_product<1>(coefficients, row, phi);
    else if (product_form_ && n_components == 2)
      potential_product<2>(coefficients, row, phi);
    else
      with_functor(activation_, [&](auto functor) {
        potential_plain<decltype(functor)>(coefficients, n_components, row, phi);
      });
    // The padding of a row must stay zero: sums run over whole rows.
    for (unsigned int k = 0; k < n_components; ++k)
      std::fill(phi[k] + row * grid_.row_length + grid_.axis.size(),
                phi[k] + (row + 1) * grid_.row_length, 0.);
  }
}

template <unsigned int n_components>
void NetworkIntegrals::vector_field_product(std::size_t i, const double *const *moments,
                                            double *field, double *derivative) const {
  const ProductForm form = product_form_of(activation_);
  const std::size_t length = grid_.row_length;
  const double *factor = feature_factor_[0].data() + i * length;
  Lanes total[n_components] = {}, value[n_components] = {}, slope[n_components] = {};
  double row_slope[n_components] = {};
  for (std::size_t row = 0; row < grid_.n_rows; ++row) {
    const Lanes row_part = broadcast(row_factor(i, row));
    Lanes bell[n_components] = {};
    for (std::size_t x = 0; x < length; x += lane_count) {
      const Lanes r = 1. / (1. + row_part * load(factor + x));
      const Lanes w = load(scaled_row_.data() + x);
      for (unsigned int k = 0; k < n_components; ++k) {
        const Lanes moment = load(moments[k] + row * length + x);
        const Lanes weighted = moment * r;
        const Lanes bump = weighted - weighted * r;
        total[k] += moment;
        value[k] += weighted;
        slope[k] += bump * w;
        bell[k] += bump;
      }
    }
    if (n_features_ == 2) {
      const double w = scaled_axis_[grid_.row_index(row, 1)];
      for (unsigned int k = 0; k < n_components; ++k)
        row_slope[k] += w * sum(bell[k]);
    }
  }
  for (unsigned int k = 0; k < n_components; ++k) {
    field[k] = sum(total[k]) - form.a * sum(value[k]);
    derivative[k * n_features_] = form.c * sum(slope[k]);
    if (n_features_ == 2)
      derivative[k * n_features_ + 1] = form.c * row_slope[k];
  }
}

template <typename Functor>
void NetworkIntegrals::vector_field_plain(std::size_t i, const double *const *moments,
                                          unsigned int n_components, double *field,
                                          double *derivative) const {
  const std::size_t length = grid_.row_length;
  std::fill_n(field, n_components, 0.);
  std::fill_n(derivative, n_components * n_features_, 0.);
  const double slope = z_[i * n_features_];
  for (std::size_t row = 0; row < grid_.n_rows; ++row) {
    const double base = row_argument(i, row);
    for (std::size_t x = 0; x < grid_.axis.size(); ++x) {
      const double argument = base + slope * scaled_axis_[x];
      const double value = Functor::value(argument), bell = Functor::derivative(argument);
      for (unsigned int k = 0; k < n_components; ++k) {
        const double moment = moments[k][row * length + x];
        field[k] += moment * value;
        derivative[k * n_features_] += moment * bell * scaled_axis_[x];
        for (unsigned int direction = 1; direction < n_features_; ++direction)
          derivative[k * n_features_ + direction] +=
              moment * bell * scaled_axis_[grid_.row_index(row, direction)];
      }
    }
  }
}

void NetworkIntegrals::vector_field(std::size_t i, const double *const *moments,
                                    unsigned int n_components, double *field,
                                    double *derivative) const {
  if (product_form_ && n_components == 1)
    vector_field_product<1>(i, moments, field, derivative);
  else if (product_form_ && n_components == 2)
    vector_field_product<2>(i, moments, field, derivative);
  else
    with_functor(activation_, [&](auto functor) {
      vector_field_plain<decltype(functor)>(i, moments, n_components, field, derivative);
    });
}

} // namespace rhoflow
