// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <limits>
#include <vector>

namespace rhoflow {

/// What noise and confinement do to the values r of one outer weight:
///   d_t r = mild r + temperature laplacian r.
struct OuterNoise {
  std::vector<double> mild; ///< row-major [n][n]; an explicit step can do it
  double mild_rate = 0.;    ///< an upper estimate of its spectrum
  /// Row-major [n][n], self-adjoint with respect to the weights of the nodes and commuting with the
  /// reflection of the line: what is too stiff for explicit steps. Empty: nothing is.
  std::vector<double> laplacian;
};

/// Discretization of one outer weight u (or a for the head): nodes u_j that carry values r_j and
/// are the quadrature. The density is rho(u) = reference(u) * (interpolant of r)(u), and
///   int f(u) rho(u) du = sum_j weight_j f(u_j) r_j.
/// Several outer weights use the tensor product. All quantities are dimensionless.
///
/// Nodes increase and are symmetric about 0. Those of a basis that does not cover the line begin
/// and end at the ends of its interval: box means take these for its ends.
class OuterBasis {
public:
  virtual ~OuterBasis() = default;

  std::size_t n_nodes() const { return nodes_.size(); }
  const std::vector<double> &nodes() const { return nodes_; }
  const std::vector<double> &weights() const { return weights_; }

  /// Values r_j that represent the Gaussian density with @p mean and @p variance.
  virtual std::vector<double> project_gaussian(double mean, double variance) const = 0;

  /// Variances from which on project_gaussian() has no meaning.
  virtual double variance_bound() const { return std::numeric_limits<double>::infinity(); }

  /// Whether the density lives on the whole line, not in the box of the inner weights.
  virtual bool covers_the_line() const { return false; }

  /// The reference function at @p u: rho = reference * interpolant.
  virtual double reference(double u) const = 0;

  /// Coefficients e_j with rho(u) = sum_j e_j r_j at any @p u.
  virtual std::vector<double> evaluation(double u) const = 0;

  /// The matrix D of the outer transport d_t r = -phi D r, row-major [n][n]. It depends on the
  /// sign of phi only where the basis is upwinded. sum_j weight_j (D r)_j = 0: mass is kept, and
  /// sum_j weight_j u_j (D r)_j = sum_j weight_j r_j: the first moment obeys its exact law.
  virtual const std::vector<double> &transport_matrix(bool phi_positive) const = 0;

  /// An upper estimate of the rate (per unit |phi|) that an explicit step has to resolve.
  virtual double transport_rate() const = 0;

  /// The terms confinement d_u(u rho) + temperature d_u^2 rho, split as OuterNoise says. Both parts
  /// keep the mass: sum_j weight_j (mild r)_j = 0.
  virtual OuterNoise noise(double temperature, double confinement) const = 0;

  /// Whether the transport matrix is upwinded, i.e. depends on the sign of phi.
  bool is_upwind() const { return transport_matrix(true) != transport_matrix(false); }

  /// Nodes per cell of a discontinuous basis that needs the positivity limiter, 0 if there is none.
  virtual unsigned int limiter_cell_size() const { return 0; }

  /// Row k holds the functional that gives the k-th of the modes whose share measures resolution;
  /// the mode energies sum_k (m_k . r)^2 approximate the natural norm below.
  struct Modes {
    std::size_t n_modes = 0;        ///< all modes
    std::vector<double> functional; ///< [n_modes][n_nodes]
    std::vector<bool> is_high;      ///< belongs to the monitored top part
  };
  const Modes &modes() const { return modes_; }

  /// Weights of the natural squared norm sum_j norm_weight_j r_j^2.
  const std::vector<double> &norm_weights() const { return weights_; }

protected:
  std::vector<double> nodes_, weights_;
  Modes modes_;
};

} // namespace rhoflow
