// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/collocation_line.h"

#include "rhoflow/base/precondition.h"

#include <deal.II/base/quadrature_lib.h>

#include <boost/math/special_functions/legendre.hpp>

#include <cmath>

namespace rhoflow {

std::vector<double> differentiation_weights(const std::vector<double> &x, unsigned int at) {
  const std::size_t n = x.size();
  std::vector<double> barycentric(n, 1.), result(n, 0.);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      if (a != b)
        barycentric[a] /= x[a] - x[b];
  for (std::size_t b = 0; b < n; ++b)
    if (b != at) {
      result[b] = barycentric[b] / barycentric[at] / (x[at] - x[b]);
      // A constant has derivative zero: also in floating point.
      result[at] -= result[b];
    }
  return result;
}

CollocationLine::CollocationLine(unsigned int degree) : degree_(degree) {
  RHOFLOW_PRECONDITION(degree >= 1, "both ends of the line are nodes");
  const dealii::QGaussLobatto<1> quadrature(degree + 1);
  const unsigned int n = degree + 1;
  for (unsigned int a = 0; a < n; ++a) {
    nodes_.push_back(quadrature.point(a)[0]);
    weights_.push_back(quadrature.weight(a));
  }
  for (unsigned int a = 0; a < n; ++a) {
    const std::vector<double> row = differentiation_weights(nodes_, a);
    derivative_.insert(derivative_.end(), row.begin(), row.end());
  }
  for (unsigned int k = 0; k < n; ++k)
    for (unsigned int a = 0; a < n; ++a)
      modal_.push_back(weights_[a] * std::sqrt(2. * k + 1.) *
                       boost::math::legendre_p(static_cast<int>(k), 2. * nodes_[a] - 1.));
  // The Lobatto rule overestimates the square of the top Legendre polynomial by (2 + 1/p).
  for (unsigned int a = 0; a < n; ++a)
    modal_[degree * n + a] /= 2. + 1. / degree;
}

std::vector<double> CollocationLine::lagrange(double x) const {
  std::vector<double> value(n_nodes(), 1.);
  for (unsigned int a = 0; a < n_nodes(); ++a)
    for (unsigned int b = 0; b < n_nodes(); ++b)
      if (a != b)
        value[a] *= (x - nodes_[b]) / (nodes_[a] - nodes_[b]);
  return value;
}

} // namespace rhoflow
