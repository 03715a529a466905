// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/density/tensor_grid.h"
#include "rhoflow/network/activation.h"

#include <array>
#include <cstddef>
#include <vector>

namespace rhoflow {

/// The sums over (sample x inner node) that tie density and network together, for one depth node.
///
/// With the samples' features z_i and the grid nodes q_a = l (w_a, b_a),
///   potential     phi_k(q_a) = sum_i c_ik sigma0(w_a.z_i + b_a),
///   vector field  F_k(z_i)   = sum_a M_ka sigma0(w_a.z_i + b_a)   and its derivative in z_i,
/// (model: potential of DCLW and CLLCC (13, 14), vector field of CLLCC (5); the factors alpha, beta
/// and 1/n are the caller's, inside c and M).
///
/// No function of the mathematical library is called per sample and node. For tanh and logistic the
/// exponential of w.z + b is a product of one-dimensional tables, and one division serves several
/// evaluations: 1/a = b c d / (a b c d). Where products of four, two or one of these numbers could
/// overflow, the division serves fewer or none. The sine of w.z + b follows from tables of sines
/// and cosines. Everything else is evaluated directly, eight arguments at a time.
class NetworkIntegrals {
public:
  NetworkIntegrals(Activation activation, const TensorGrid &grid);

  /// Fixes the features, z[sample][component], and the length scale l > 0 of the weights.
  void set_features(const double *z, std::size_t n_samples, double length_scale);

  /// Lets vector_field() sum over the rows from @p row on only, see double_upper_rows().
  /// @pre row <= grid().n_rows
  void sum_from_row(std::size_t row);

  std::size_t n_samples() const { return n_samples_; }
  const TensorGrid &grid() const { return grid_; }

  /// Adds nothing, overwrites: phi[k] for the rows [row_begin, row_end) of the grid.
  /// @param coefficients c[sample][component], one or two components
  /// @param phi one array of grid size per component
  void potential(const double *coefficients, unsigned int n_components, std::size_t row_begin,
                 std::size_t row_end, double *const *phi) const;

  /// F[component] and dF[component][direction] at sample @p i, summed over the rows that
  /// sum_from_row() says, all if it was not called.
  /// @param moments one array of grid size per component: quadrature weight x moment, zero padding
  void vector_field(std::size_t i, const double *const *moments, unsigned int n_components,
                    double *field, double *derivative) const;

private:
  enum class Method { products, angles, direct };

  // Tables of exponentials and shared divisions.
  /// Fills the tables; false where they could overflow.
  bool prepare_products();
  void fill_factors(double rate);
  /// e^{rate (w_2 z_2 + ... + b)} of a row, the factor shared by all its nodes.
  double row_factor(std::size_t i, std::size_t row) const;
  void potential_by_products(const double *coefficients, unsigned int n_components,
                             std::size_t row_begin, std::size_t row_end, double *const *phi) const;
  template <int group, unsigned int n_components>
  void potential_product(const double *coefficients, std::size_t row_begin, std::size_t row_end,
                         double *const *phi) const;
  void vector_field_by_products(std::size_t i, const double *const *moments,
                                unsigned int n_components, double *field, double *derivative) const;
  template <int group, unsigned int n_components>
  void vector_field_product(std::size_t i, const double *const *moments, double *field,
                            double *derivative) const;

  // Tables of sines and cosines.
  void fill_angles();
  /// Cosine and sine of w_2 z_2 + ... + b of a row.
  std::array<double, 2> row_angle(std::size_t i, std::size_t row) const;
  void potential_by_angles(const double *coefficients, unsigned int n_components,
                           std::size_t row_begin, std::size_t row_end, double *const *phi) const;
  void vector_field_by_angles(std::size_t i, const double *const *moments,
                              unsigned int n_components, double *field, double *derivative) const;

  // Every evaluation for itself, eight at a time.
  /// w_2 z_2 + ... + b of a row.
  double row_argument(std::size_t i, std::size_t row) const;
  void potential_directly(const double *coefficients, unsigned int n_components,
                          std::size_t row_begin, std::size_t row_end, double *const *phi) const;
  template <typename Function, unsigned int n_components>
  void potential_direct(const double *coefficients, std::size_t row_begin, std::size_t row_end,
                        double *const *phi) const;
  void vector_field_directly(std::size_t i, const double *const *moments, unsigned int n_components,
                             double *field, double *derivative) const;
  template <typename Function, unsigned int n_components>
  void vector_field_direct(std::size_t i, const double *const *moments, double *field,
                           double *derivative) const;

  Activation activation_;
  TensorGrid grid_;
  unsigned int n_features_; ///< d
  std::size_t n_samples_ = 0, first_row_ = 0;
  std::vector<double> z_;
  std::vector<double> scaled_axis_;
  AlignedVector scaled_row_; ///< scaled axis, padded
  /// [row]: its index along direction 1 and along the bias (the same for d = 1)
  std::vector<std::array<std::size_t, 2>> row_place_;
  Method method_ = Method::direct;

  int group_ = 0; ///< evaluations that share a division
  /// [direction][padded sample][padded axis]: e^{rate w z_direction}, zero in the padding
  std::array<AlignedVector, 2> feature_factor_;
  std::vector<double> bias_factor_; ///< e^{rate b}

  struct Angles {
    AlignedVector cosine, sine;
  };
  std::array<Angles, 2> feature_angles_; ///< [direction], [sample][padded axis]: of w z_direction
  Angles bias_angles_;                   ///< of b
};

} // namespace rhoflow
