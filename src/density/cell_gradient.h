// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"
#include "rhoflow/density/inner_mesh.h"

#include <array>
#include <vector>

namespace rhoflow {

/// Values of a function on the inner grid at the nodes of one cell, and the gradient of its
/// interpolant there (per unit of the inner coordinates).
template <int dim>
class CellGradient {
public:
  explicit CellGradient(const InnerMesh<dim> &mesh)
      : mesh_(mesh), value_(mesh.nodes_per_cell()), gradient_(mesh.nodes_per_cell()) {}

  /// @param values on mesh.grid()
  void compute(const AlignedVector &values, unsigned int cell) {
    const CollocationLine &line = mesh_.line();
    const unsigned int n = line.n_nodes(), nodes = mesh_.nodes_per_cell();
    for (unsigned int a = 0; a < nodes; ++a)
      value_[a] = values[mesh_.grid_index(cell, a)];
    for (unsigned int d = 0, step = 1; d < dim; ++d, step *= n) {
      const double inverse = 1. / mesh_.extent(cell, d);
      for (unsigned int a = 0; a < nodes; ++a) {
        const unsigned int index = mesh_.local_index(a, d), start = a - index * step;
        double derivative = 0.;
        for (unsigned int b = 0; b < n; ++b)
          derivative += line.derivative(index, b) * value_[start + b * step];
        gradient_[a][d] = derivative * inverse;
      }
    }
  }

  double value(unsigned int a) const { return value_[a]; }
  const std::array<double, dim> &gradient(unsigned int a) const { return gradient_[a]; }

private:
  const InnerMesh<dim> &mesh_;
  std::vector<double> value_;
  std::vector<std::array<double, dim>> gradient_;
};

} // namespace rhoflow
