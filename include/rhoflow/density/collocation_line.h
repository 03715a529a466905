// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace rhoflow {

/// Gauss-Lobatto collocation of degree p on the reference line [0, 1]: the p + 1 nodes x_a with
/// weights w_a carry the values, and the same nodes are the quadrature (diagonal mass matrix).
/// With the derivative matrix D it obeys summation by parts exactly,
///   w_a D_ab + w_b D_ba = delta_ap delta_bp - delta_a0 delta_b0,
/// on which conservation and the energy identity of the transport scheme rest.
class CollocationLine {
public:
  /// @pre degree >= 1.
  explicit CollocationLine(unsigned int degree);

  unsigned int degree() const { return degree_; }
  unsigned int n_nodes() const { return degree_ + 1; }
  /// Nodes in [0, 1], increasing, symmetric.
  const std::vector<double> &nodes() const { return nodes_; }
  /// Positive, sum one.
  const std::vector<double> &weights() const { return weights_; }
  /// D_ab = derivative of the b-th Lagrange polynomial at node a.
  double derivative(unsigned int a, unsigned int b) const { return derivative_[a * n_nodes() + b]; }
  /// Coefficient functional of the normalised Legendre polynomial of degree @p k: the k-th modal
  /// coefficient of nodal values v is sum_a modal(k, a) v_a.
  double modal(unsigned int k, unsigned int a) const { return modal_[k * n_nodes() + a]; }
  /// The Lagrange polynomials of the nodes at @p x in [0, 1].
  std::vector<double> lagrange(double x) const;

private:
  unsigned int degree_;
  std::vector<double> nodes_, weights_, derivative_, modal_;
};

/// Derivative at @p x[at] of the polynomial through the points x: sum_b result[b] v_b.
/// Barycentric form; the points must be distinct.
std::vector<double> differentiation_weights(const std::vector<double> &x, unsigned int at);

} // namespace rhoflow
