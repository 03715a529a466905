// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/depth/depth_grid.h"

#include "rhoflow/base/precondition.h"

#include <deal.II/base/polynomial.h>
#include <deal.II/base/quadrature_lib.h>

namespace rhoflow {

DepthGrid::DepthGrid(DepthRule rule, unsigned int nodes, unsigned int intervals) {
  RHOFLOW_PRECONDITION(nodes >= 1 && intervals >= 1, "there is a node");
  if (rule == DepthRule::euler) {
    const unsigned int layers = nodes * intervals;
    for (unsigned int l = 0; l < layers; ++l) {
      nodes_.push_back(double(l) / layers);
      weights_.push_back(1. / layers);
      blocks_.push_back({l, 1, {0.}});
    }
    return;
  }

  // A_jk = integral of the k-th Lagrange polynomial from 0 to c_j.
  const dealii::QGauss<1> quadrature(nodes);
  const auto basis = dealii::Polynomials::generate_complete_Lagrange_basis(quadrature.get_points());
  std::vector<double> matrix(std::size_t(nodes) * nodes, 0.);
  for (unsigned int j = 0; j < nodes; ++j)
    for (unsigned int k = 0; k < nodes; ++k)
      for (unsigned int q = 0; q < nodes; ++q)
        matrix[j * nodes + k] += quadrature.point(j)[0] * quadrature.weight(q) *
                                 basis[k].value(quadrature.point(j)[0] * quadrature.point(q)[0]) /
                                 intervals;
  for (unsigned int i = 0; i < intervals; ++i) {
    blocks_.push_back({i * nodes, nodes, matrix});
    for (unsigned int j = 0; j < nodes; ++j) {
      nodes_.push_back((i + quadrature.point(j)[0]) / intervals);
      weights_.push_back(quadrature.weight(j) / intervals);
    }
  }
}

} // namespace rhoflow
