// SPDX-License-Identifier: Apache-2.0
#include "density/outer_bases/hermite_basis.h"

#include "rhoflow/base/precondition.h"
#include "rhoflow/density/weights_parameters.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/lapack_full_matrix.h>
#include <deal.II/lac/vector.h>

#include <cmath>

namespace rhoflow {

namespace {

/// Values h_0(u), ..., h_n(u) of the orthonormal Hermite polynomials He_k / sqrt(k!).
std::vector<double> hermite_values(std::size_t n, double u) {
  std::vector<double> h(n + 1);
  h[0] = 1.;
  if (n > 0)
    h[1] = u;
  for (std::size_t k = 1; k < n; ++k)
    h[k + 1] = (u * h[k] - std::sqrt(double(k)) * h[k - 1]) / std::sqrt(double(k + 1));
  return h;
}

/// Gauss-Hermite nodes: eigenvalues of the Jacobi matrix (Golub and Welsch), polished by Newton's
/// method and made exactly symmetric.
std::vector<double> gauss_hermite_nodes(unsigned int n) {
  dealii::LAPACKFullMatrix<double> jacobi(n, n);
  jacobi = 0.;
  for (unsigned int k = 0; k + 1 < n; ++k)
    jacobi(k, k + 1) = jacobi(k + 1, k) = std::sqrt(double(k + 1));
  dealii::Vector<double> eigenvalues;
  dealii::FullMatrix<double> eigenvectors;
  const double bound = 2. * std::sqrt(double(n)) + 1.;
  jacobi.compute_eigenvalues_symmetric(-bound, bound, 1e-12, eigenvalues, eigenvectors);
  std::vector<double> nodes(eigenvalues.begin(), eigenvalues.end());
  for (double &u : nodes)
    for (int step = 0; step < 3; ++step) {
      const std::vector<double> h = hermite_values(n, u);
      u -= h[n] / (std::sqrt(double(n)) * h[n - 1]);
    }
  for (unsigned int j = 0; 2 * j < n; ++j) {
    const double u = 0.5 * (nodes[n - 1 - j] - nodes[j]);
    nodes[n - 1 - j] = u;
    nodes[j] = -u;
  }
  return nodes;
}

class HermiteBasis final : public OuterBasis {
public:
  HermiteBasis(unsigned int n, double variance) : deviation_(std::sqrt(variance)) {
    for (const double x : gauss_hermite_nodes(n)) {
      nodes_.push_back(deviation_ * x);
      values_.push_back(hermite_values(n - 1, x));
      double christoffel = 0.;
      for (const double h : values_.back())
        christoffel += h * h;
      weights_.push_back(1. / christoffel);
    }
    build_transport(n);
    build_modes(n);
  }

  std::vector<double> project_gaussian(double mean, double variance) const override {
    // E[h_k((mean + sqrt(variance) U) / deviation)] is exact with the N nodes: the degree is below
    // N.
    const std::size_t n = n_nodes();
    std::vector<double> coefficients(n, 0.), result(n, 0.);
    for (std::size_t j = 0; j < n; ++j) {
      const double x = nodes_[j] / deviation_;
      const std::vector<double> h =
          hermite_values(n - 1, mean / deviation_ + std::sqrt(variance) / deviation_ * x);
      for (std::size_t k = 0; k < n; ++k)
        coefficients[k] += weights_[j] * h[k];
    }
    for (std::size_t j = 0; j < n; ++j)
      for (std::size_t k = 0; k < n; ++k)
        result[j] += coefficients[k] * values_[j][k];
    return result;
  }

  /// The square of a wider Gaussian over the reference is not integrable.
  double variance_bound() const override { return 2. * deviation_ * deviation_; }

  bool covers_the_line() const override { return true; }

  double reference(double u) const override {
    const double x = u / deviation_;
    return std::exp(-0.5 * x * x) / (std::sqrt(2. * M_PI) * deviation_);
  }

  std::vector<double> evaluation(double u) const override {
    const std::vector<double> h = hermite_values(n_nodes() - 1, u / deviation_);
    const double gauss = reference(u);
    std::vector<double> result(n_nodes(), 0.);
    for (std::size_t j = 0; j < n_nodes(); ++j) {
      for (std::size_t k = 0; k < n_nodes(); ++k)
        result[j] += h[k] * values_[j][k];
      result[j] *= weights_[j] * gauss;
    }
    return result;
  }

  const std::vector<double> &transport_matrix(bool) const override { return transport_; }

  double transport_rate() const override { return std::sqrt(double(n_nodes())) / deviation_; }

  /// d_t C_k = -mu k C_k + (kappa / v - mu) sqrt(k (k - 1)) C_{k-2} with the reference's variance
  /// v.
  OuterNoise noise(double temperature, double confinement) const override {
    const std::size_t n = n_nodes();
    const double shift = temperature / (deviation_ * deviation_) - confinement;
    OuterNoise result{std::vector<double>(n * n, 0.), 0., {}};
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 1; k < n; ++k) {
          double from = -confinement * double(k) * values_[j][k];
          if (k > 1)
            from += shift * std::sqrt(double(k * (k - 1))) * values_[j][k - 2];
          result.mild[i * n + j] += values_[i][k] * from * weights_[j];
        }
    result.mild_rate = (confinement + std::abs(shift)) * double(n);
    return result;
  }

private:
  void build_transport(unsigned int n) {
    // d_t C_k = -sqrt(k / v) phi C_{k-1} with the reference's variance v, in nodal values:
    // D_ij = sum_k h_k(x_i) sqrt(k / v) h_{k-1}(x_j) w_j.
    transport_.assign(std::size_t(n) * n, 0.);
    for (unsigned int i = 0; i < n; ++i)
      for (unsigned int j = 0; j < n; ++j)
        for (unsigned int k = 1; k < n; ++k)
          transport_[i * n + j] +=
              values_[i][k] * std::sqrt(double(k)) / deviation_ * values_[j][k - 1] * weights_[j];
  }

  void build_modes(unsigned int n) {
    modes_.n_modes = n;
    for (unsigned int k = 0; k < n; ++k) {
      for (unsigned int j = 0; j < n; ++j)
        modes_.functional.push_back(weights_[j] * values_[j][k]);
      modes_.is_high.push_back(3 * k >= 2 * n);
    }
  }

  double deviation_;                        ///< of the reference Gaussian
  std::vector<std::vector<double>> values_; ///< [node][degree]
  std::vector<double> transport_;
};

} // namespace

std::unique_ptr<OuterBasis> make_hermite_basis(unsigned int n_nodes, double variance) {
  RHOFLOW_PRECONDITION(n_nodes >= 1 && variance > 0., "there is a basis of that kind");
  return std::make_unique<HermiteBasis>(n_nodes, variance);
}

std::unique_ptr<OuterBasis> make_hermite_basis(const WeightsParameters &parameters,
                                               unsigned int outer_nodes) {
  return make_hermite_basis(outer_nodes, parameters.reference_variance());
}

} // namespace rhoflow
