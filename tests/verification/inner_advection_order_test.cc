// SPDX-License-Identifier: Apache-2.0
// Problem: d_t rho = div_theta(rho grad(u.phi(q))) with a potential phi that is given, smooth, not
// polynomial and constant in time, so that outer and inner weights move together:
//   du/dt = -phi(q),   dq/dt = -sum_k u_k grad phi_k(q).
// Exact solution: rho along the characteristics, followed backwards by the classical Runge-Kutta
// method; d ln rho/dt = sum_k u_k Laplace phi_k. Elements of degree p converge with order p + 1.

#include "density/outer_bases/hermite_basis.h"
#include "flow_fixture.h"
#include "transport_run.h"
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// phi_k(q) = 0.3 sum_d q_d + 0.1 sin(w_1 + 0.4 + k) prod_{d > 1} cos(0.8 q_d - 0.2): its gradient
/// does not vanish (upwind elements lose half an order where the velocity changes its sign).
template <int dim>
struct Potential {
  double value = 0., gradient[dim], laplacian;

  Potential(unsigned int component, const double *q) {
    const double sine = std::sin(q[0] + 0.4 + component), cosine = std::cos(q[0] + 0.4 + component);
    double others = 0.1;
    for (int d = 1; d < dim; ++d)
      others *= std::cos(0.8 * q[d] - 0.2);
    gradient[0] = 0.3 + cosine * others;
    for (int d = 1; d < dim; ++d)
      gradient[d] = 0.3 - 0.8 * std::tan(0.8 * q[d] - 0.2) * sine * others;
    for (int d = 0; d < dim; ++d)
      value += 0.3 * q[d];
    value += sine * others;
    laplacian = -(1. + 0.64 * (dim - 1)) * sine * others;
  }
};

/// State of a characteristic: u, q and the logarithm of the density's growth.
template <int dim>
using State = std::array<double, 2 * dim>;

template <int dim>
State<dim> backward_rate(const State<dim> &state) {
  State<dim> rate{};
  for (unsigned int k = 0; k < dim - 1; ++k) {
    const Potential<dim> phi(k, state.data() + dim - 1);
    rate[k] = phi.value;
    for (int d = 0; d < dim; ++d)
      rate[dim - 1 + d] += state[k] * phi.gradient[d];
    rate[2 * dim - 1] += state[k] * phi.laplacian;
  }
  return rate;
}

/// The start: outer weights of variance one around 1.2, so that most of them move the inner ones by
/// a good part of a cell; inner weights of variance 0.6 around 0.4.
template <int dim>
double start_density(const State<dim> &state) {
  double exponent = 0.;
  for (int k = 0; k < dim - 1; ++k)
    exponent -= 0.5 * (state[k] - 1.2) * (state[k] - 1.2);
  for (int k = dim - 1; k < 2 * dim - 1; ++k)
    exponent -= 0.5 * (state[k] - 0.4) * (state[k] - 0.4) / 0.6;
  return std::exp(exponent);
}

template <int dim>
double exact_density(State<dim> state, double time) {
  const int n_steps = std::max(1, static_cast<int>(std::ceil(10. * time)));
  const double h = time / n_steps;
  const auto moved = [](State<dim> from, double step, const State<dim> &rate) {
    for (std::size_t k = 0; k < from.size(); ++k)
      from[k] += step * rate[k];
    return from;
  };
  for (int step = 0; step < n_steps; ++step) {
    const State<dim> k1 = backward_rate<dim>(state),
                     k2 = backward_rate<dim>(moved(state, 0.5 * h, k1)),
                     k3 = backward_rate<dim>(moved(state, 0.5 * h, k2)),
                     k4 = backward_rate<dim>(moved(state, h, k3));
    for (std::size_t k = 0; k < state.size(); ++k)
      state[k] += h / 6. * (k1[k] + 2. * k2[k] + 2. * k3[k] + k4[k]);
  }
  return start_density<dim>(state) * std::exp(state.back());
}

template <int dim>
AlignedVector exact_values(const DensitySpace<dim> &space, double time) {
  const InnerMesh<dim> &mesh = space.mesh();
  AlignedVector values(space.n_values(), 0.);
  State<dim> state{};
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        for (unsigned int k = 0; k < space.n_components(); ++k)
          state[k] = space.coordinate(k)[j];
        for (unsigned int d = 0; d < dim; ++d)
          state[dim - 1 + d] = mesh.coordinate(c, a, d);
        values[(std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride() + j] =
            exact_density<dim>(state, time) / space.nodal_factor(j);
      }
  return values;
}

/// Relative error in the natural norm at @p time.
template <int dim>
double error_of(unsigned int cells, unsigned int degree, unsigned int outer_nodes, double time,
                unsigned int n_steps) {
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.degree = degree;
  parameters.half_width = 5.5;
  const auto mesh = std::make_shared<const InnerMesh<dim>>(parameters);
  const auto space =
      std::make_shared<const DensitySpace<dim>>(mesh, make_hermite_basis(outer_nodes), dim - 1);
  GridField phi;
  for (unsigned int k = 0; k < dim - 1; ++k)
    phi.push_back(test::grid_values<dim>(*mesh, [k](const std::array<double, dim> &q) {
      return Potential<dim>(k, q.data()).value;
    }));
  AlignedVector difference =
      test::transport_run<dim>(space, phi, exact_values(*space, 0.), time, n_steps);
  const AlignedVector exact = exact_values(*space, time);
  for (std::size_t i = 0; i < exact.size(); ++i)
    difference[i] -= exact[i];
  return test::natural_norm(*space, difference) / test::natural_norm(*space, exact);
}

struct Levels {
  unsigned int degree, outer_nodes; ///< so many that their error does not show
  std::vector<unsigned int> cells;
};

class InnerAdvectionOrder : public ::testing::TestWithParam<Levels> {};

TEST_P(InnerAdvectionOrder, IsDegreePlusOne) {
  std::vector<double> sizes, errors;
  for (const unsigned int cells : GetParam().cells) {
    sizes.push_back(1. / cells);
    errors.push_back(error_of<2>(cells, GetParam().degree, GetParam().outer_nodes, 0.5, 80));
  }
  test::expect_order(sizes, errors, GetParam().degree + 0.8);
}

INSTANTIATE_TEST_SUITE_P(Degree, InnerAdvectionOrder,
                         ::testing::Values(Levels{1, 12, {66, 94}}, Levels{2, 14, {30, 42}},
                                           Levels{3, 18, {24, 34}}, Levels{4, 20, {18, 26}}),
                         [](const auto &test_info) {
                           return std::to_string(test_info.param.degree);
                         });

} // namespace
} // namespace rhoflow
