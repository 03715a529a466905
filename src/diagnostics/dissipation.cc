// SPDX-License-Identifier: Apache-2.0
#include "diagnostics/dissipation.h"

#include "density/cell_gradient.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

/// |grad Phi|^2, theta.grad Phi and |theta|^2 integrated over u at one node.
struct NodeIntegrals {
  double gradient_squared = 0., product = 0., square = 0.;
};

template <int dim>
NodeIntegrals integrate_outer(const NodeMoments &moments, std::size_t node, const double *phi,
                              const std::array<double, dim> *gradient,
                              const std::array<double, dim> &q) {
  NodeIntegrals result;
  const unsigned int n = moments.n_components;
  for (unsigned int x = 0; x < dim; ++x)
    result.square += q[x] * q[x] * moments.zeroth[node];
  for (unsigned int k = 0; k < n; ++k) {
    const double first = moments.first[node * n + k];
    result.gradient_squared += phi[k] * phi[k] * moments.zeroth[node];
    result.product += phi[k] * first;
    for (unsigned int x = 0; x < dim; ++x)
      result.product += first * q[x] * gradient[k][x];
    result.square += moments.second[(node * n + k) * n + k];
    for (unsigned int l = 0; l < n; ++l)
      for (unsigned int x = 0; x < dim; ++x)
        result.gradient_squared +=
            moments.second[(node * n + k) * n + l] * gradient[k][x] * gradient[l][x];
  }
  return result;
}

} // namespace

template <int dim>
double dissipation(const InnerMesh<dim> &mesh, const GridField &phi, const NodeMoments &moments,
                   double length_scale, double strength) {
  RHOFLOW_PRECONDITION(phi.size() == moments.n_components, "a potential for every outer weight");
  const unsigned int nodes = mesh.nodes_per_cell(), n = moments.n_components;
  std::vector<CellGradient<dim>> gradient(n, CellGradient<dim>(mesh));
  std::vector<double> value(n);
  std::vector<std::array<double, dim>> slope(n);
  double total = 0.;
  for (unsigned int c = moments.cells.first; c < moments.cells.last; ++c) {
    for (unsigned int k = 0; k < n; ++k)
      gradient[k].compute(phi[k], c);
    for (unsigned int a = 0; a < nodes; ++a) {
      std::array<double, dim> q{};
      for (unsigned int x = 0; x < dim; ++x)
        q[x] = mesh.coordinate(c, a, x);
      for (unsigned int k = 0; k < n; ++k) {
        value[k] = gradient[k].value(a);
        slope[k] = gradient[k].gradient(a);
      }
      const NodeIntegrals integrals = integrate_outer<dim>(
          moments, moments.cells.index(c) * nodes + a, value.data(), slope.data(), q);
      const double pull = 2. * strength * length_scale;
      total += mesh.weight(c, a) * (integrals.gradient_squared + 2. * pull * integrals.product +
                                    pull * pull * integrals.square);
    }
  }
  return total;
}

template double dissipation(const InnerMesh<2> &, const GridField &, const NodeMoments &, double,
                            double);
template double dissipation(const InnerMesh<3> &, const GridField &, const NodeMoments &, double,
                            double);

} // namespace rhoflow
