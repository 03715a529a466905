// SPDX-License-Identifier: Apache-2.0
// Shared set-up of the verification tests: spaces, network and flow for given parameters in a few
// lines, and plain sums over densities that do not use the code under test.
#pragma once

#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"
#include "operators/transport/stability.h"
#include "operators/transport/transport_operator.h"
#include "rhoflow/density/initial_density.h"
#include "rhoflow/flow/gradient_flow.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace rhoflow::test {

/// Puts a measured figure into the test report (--gtest_output=xml:FILE).
inline void record(const std::string &name, double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  ::testing::Test::RecordProperty(name, text);
}

/// x_i = -1 + 2 (i + 1/2) / n, y = sin(pi x).
inline DataSet sine_data(unsigned int n = 16) {
  DataSet data;
  for (unsigned int i = 0; i < n; ++i) {
    data.inputs.push_back(-1. + 2. * (i + 0.5) / n);
    data.labels.push_back(std::sin(M_PI * data.inputs.back()));
  }
  return data;
}

/// n points of the square [-1, 1]^2 with a smooth label.
inline DataSet plane_data(unsigned int n) {
  DataSet data;
  data.dimension = 2;
  for (unsigned int i = 0; i < n; ++i) {
    const double x = std::cos(1. + 2.3 * i), y = std::sin(0.4 + 1.7 * i);
    data.inputs.insert(data.inputs.end(), {x, y});
    data.labels.push_back(std::sin(2. * x) * y + 0.3);
  }
  return data;
}

/// A problem and its resolution; by default a coarse sine problem.
struct FlowCase {
  NetworkParameters network;
  DataSet data = sine_data();
  DepthRule rule = DepthRule::gauss;
  unsigned int depth_nodes = 4, intervals = 1;
  bool finite_element = false;
  bool limiter = true;           ///< finite element
  unsigned int outer_nodes = 16; ///< finite element: cells of degree mesh.degree
  InnerMeshParameters mesh;
  double lambda = 0.;
  NoiseParameters noise;
  double outer_variance = 1.; ///< of the Hermite reference
  double tolerance = 1e-6, maximal_step = 0.;

  DepthGrid depth() const { return DepthGrid(rule, depth_nodes, intervals); }
  Regularization regularization() const {
    Regularization result;
    result.set(lambda > 0., lambda);
    return result;
  }
};

/// The network g(z) = z without a trained head.
inline void fix_head(FlowCase &flow_case) {
  flow_case.network.head = HeadType::fixed;
  flow_case.network.head_vector.assign(flow_case.data.dimension, 1.);
}

template <int dim>
DensitySpaces<dim> make_spaces(const FlowCase &flow_case) {
  const auto mesh = std::make_shared<const InnerMesh<dim>>(flow_case.mesh);
  const std::shared_ptr<const OuterBasis> basis =
      flow_case.finite_element
          ? make_finite_element_basis(flow_case.outer_nodes, flow_case.mesh.degree,
                                      flow_case.mesh.half_width, flow_case.limiter)
          : make_hermite_basis(flow_case.outer_nodes, flow_case.outer_variance);
  DensitySpaces<dim> spaces;
  spaces.encoder = std::make_shared<const DensitySpace<dim>>(mesh, basis, dim - 1);
  if (flow_case.network.head == HeadType::trained)
    spaces.head = std::make_shared<const DensitySpace<dim>>(mesh, basis, 1);
  return spaces;
}

inline std::shared_ptr<const MeanFieldProblem> make_problem(const FlowCase &flow_case) {
  return std::make_shared<const MeanFieldProblem>(
      MeanFieldProblem{flow_case.network, flow_case.data, flow_case.depth(),
                       flow_case.regularization(), flow_case.noise});
}

/// One Gaussian: outer weights N(mean, variance), inner weights standard.
inline GaussianMixture gaussian_start(unsigned int n_outer, unsigned int n_inner, double mean = 0.,
                                      double variance = 1.) {
  GaussianComponent component;
  component.mean.assign(n_outer, mean);
  component.variance.assign(n_outer, variance);
  component.mean.resize(n_outer + n_inner, 0.);
  component.variance.resize(n_outer + n_inner, 1.);
  return {component};
}

/// One density per depth node and the head's: Gaussians whose outer weights have the given mean and
/// variance.
template <int dim>
DensityList gaussian_densities(const FlowCase &flow_case, const DensitySpaces<dim> &spaces,
                               double mean = 0., double variance = 1.) {
  DensityList start(
      flow_case.depth().size(),
      project_mixture(*spaces.encoder, gaussian_start(dim - 1, dim, mean, variance), "encoder"));
  if (spaces.head)
    start.push_back(project_mixture(*spaces.head, gaussian_start(1, dim, mean, variance), "head"));
  return start;
}

template <int dim>
GradientFlow<dim> make_flow(const FlowCase &flow_case, const DensitySpaces<dim> &spaces,
                            const DensityList &start) {
  FlowState<dim> state = make_flow_state(make_problem(flow_case), spaces);
  for (std::size_t k = 0; k < start.size(); ++k)
    state.densities[k].values = start[k];
  return GradientFlow<dim>(std::move(state),
                           StepControl(flow_case.tolerance,
                                       time_scheme(spaces.encoder->basis()).error_order(),
                                       flow_case.maximal_step));
}

/// The flow from standard Gaussians on the cells that @p state has.
template <int dim>
GradientFlow<dim> make_flow(const FlowCase &flow_case, FlowState<dim> state) {
  for (Density<dim> &density : state.densities)
    density.values = stored_part(*density.space, density.cells,
                                 project_mixture(*density.space,
                                                 gaussian_start(density.space->n_components(), dim),
                                                 density.name));
  const unsigned int order = time_scheme(state.space(0).basis()).error_order();
  return GradientFlow<dim>(std::move(state),
                           StepControl(flow_case.tolerance, order, flow_case.maximal_step));
}

/// The flow from standard Gaussians, or from shifted ones.
template <int dim>
GradientFlow<dim> make_flow(const FlowCase &flow_case, double mean = 0., double variance = 1.) {
  const auto spaces = make_spaces<dim>(flow_case);
  return make_flow<dim>(flow_case, spaces,
                        gaussian_densities<dim>(flow_case, spaces, mean, variance));
}

template <int dim>
void advance(GradientFlow<dim> &flow, double target) {
  while (flow.time() < target)
    flow.step(target);
}

/// The values of all densities.
template <int dim>
DensityList values_of(const GradientFlow<dim> &flow) {
  DensityList values;
  for (const Density<dim> &density : flow.state().densities)
    values.push_back(density.values);
  return values;
}

/// int f(theta) rho(theta) dtheta by the space's own nodes; theta = [outer weights, inner weights].
template <int dim, typename Integrand>
double integrate(const DensitySpace<dim> &space, const AlignedVector &density,
                 const Integrand &integrand) {
  const InnerMesh<dim> &mesh = space.mesh();
  const unsigned int k_outer = space.n_components();
  std::vector<double> theta(k_outer + dim);
  double total = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      for (unsigned int k = 0; k < dim; ++k)
        theta[k_outer + k] = mesh.coordinate(c, a, k);
      const double *row =
          density.data() + (std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride();
      double at_node = 0.;
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        for (unsigned int k = 0; k < k_outer; ++k)
          theta[k] = space.coordinate(k)[j];
        at_node += space.weight()[j] * row[j] * integrand(theta);
      }
      total += mesh.weight(c, a) * at_node;
    }
  return total;
}

template <int dim>
double mass(const DensitySpace<dim> &space, const AlignedVector &density) {
  return integrate(space, density, [](const std::vector<double> &) { return 1.; });
}

/// int |theta|^2 rho.
template <int dim>
double second_moment(const DensitySpace<dim> &space, const AlignedVector &density) {
  return integrate(space, density, [](const std::vector<double> &theta) {
    double square = 0.;
    for (const double x : theta)
      square += x * x;
    return square;
  });
}

/// int u.phi rho with phi given on the inner grid.
template <int dim>
double potential_integral(const DensitySpace<dim> &space, const AlignedVector &density,
                          const GridField &phi) {
  const InnerMesh<dim> &mesh = space.mesh();
  double total = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      const double *row =
          density.data() + (std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride();
      for (std::size_t j = 0; j < space.n_outer(); ++j)
        for (unsigned int k = 0; k < space.n_components(); ++k)
          total += mesh.weight(c, a) * space.weight()[j] * row[j] * space.coordinate(k)[j] *
                   phi[k][mesh.grid_index(c, a)];
    }
  return total;
}

/// Norm of @p values in the natural norm of the space: int int values^2 with the quadrature
/// weights.
template <int dim>
double natural_norm(const DensitySpace<dim> &space, const AlignedVector &values) {
  AlignedVector squares = values;
  for (double &value : squares)
    value *= value;
  return std::sqrt(mass(space, squares));
}

/// A density without symmetry whose outer weights depend on the inner ones, with random factors at
/// all nodes: features and adjoint move by as much as one.
template <int dim>
AlignedVector random_density(const DensitySpace<dim> &space, unsigned int seed) {
  std::mt19937 generator(seed);
  std::uniform_real_distribution<double> uniform(1., 3.);
  const double shift = uniform(generator) - 2.;
  const InnerMesh<dim> &mesh = space.mesh();
  AlignedVector density(space.n_values(), 0.);
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      double inner = 1., tilt = shift;
      for (unsigned int k = 0; k < dim; ++k) {
        const double q = mesh.coordinate(c, a, k);
        inner *= std::exp(-0.5 * q * q);
        tilt += (k == 0 ? 1. : -0.5) * q;
      }
      for (std::size_t j = 0; j < space.n_outer(); ++j) {
        double u = 0.;
        for (unsigned int k = 0; k < space.n_components(); ++k)
          u += (k == 0 ? 1. : -0.7) * space.coordinate(k)[j];
        density[(std::size_t(c) * mesh.nodes_per_cell() + a) * space.stride() + j] =
            inner * uniform(generator) * (1. + 0.9 * std::tanh(u * tilt)) * std::exp(-0.5 * u * u) /
            space.nodal_factor(j);
      }
    }
  const double total = mass(space, density);
  for (double &value : density)
    value /= total;
  return density;
}

/// f'(0) by central differences of steps @p h, h/2, h/4, extrapolated to order six.
template <typename Function>
double extrapolated_derivative(const Function &f, double h) {
  const auto quotient = [&](double step) { return (f(step) - f(-step)) / (2. * step); };
  const double coarse = quotient(h), middle = quotient(0.5 * h), fine = quotient(0.25 * h);
  const double first = (4. * middle - coarse) / 3., second = (4. * fine - middle) / 3.;
  return (16. * second - first) / 15.;
}

/// Expects the slope of log(error) between consecutive levels, whose sizes shrink, to be at least
/// @p least everywhere.
inline void expect_order(const std::vector<double> &sizes, const std::vector<double> &errors,
                         double least, const std::string &name = "order") {
  double smallest = 1e300;
  for (std::size_t k = 0; k + 1 < sizes.size(); ++k)
    smallest =
        std::min(smallest, std::log(errors[k] / errors[k + 1]) / std::log(sizes[k] / sizes[k + 1]));
  record(name, smallest);
  record(name + "_smallest_error", errors.back());
  EXPECT_GE(smallest, least);
}

} // namespace rhoflow::test
