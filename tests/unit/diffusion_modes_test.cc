// SPDX-License-Identifier: Apache-2.0
#include "operators/diffusion/diffusion_modes.h"

#include "density/interior_penalty.h"
#include "density/outer_bases/finite_element_basis.h"
#include "density/outer_bases/hermite_basis.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace rhoflow {
namespace {

struct DiffusionLine {
  DiffusionLine(unsigned int degree, std::vector<double> boundaries)
      : line(degree), breakpoints(std::move(boundaries)),
        laplacian(interior_penalty_laplacian(line, breakpoints)) {
    for (std::size_t c = 0; c + 1 < breakpoints.size(); ++c)
      for (unsigned int a = 0; a < line.n_nodes(); ++a) {
        const double size = breakpoints[c + 1] - breakpoints[c];
        nodes.push_back(breakpoints[c] + size * line.nodes()[a]);
        weights.push_back(size * line.weights()[a]);
      }
  }
  double entry(std::size_t i, std::size_t j) const { return laplacian[i * nodes.size() + j]; }

  CollocationLine line;
  std::vector<double> breakpoints, laplacian, nodes, weights;
};

TEST(InteriorPenalty, IsSelfAdjointAndKeepsConstants) {
  const DiffusionLine diffusion(4, {-2., -0.5, 0.3, 2.});
  const std::size_t n = diffusion.nodes.size();
  for (std::size_t i = 0; i < n; ++i) {
    double sum = 0.;
    for (std::size_t j = 0; j < n; ++j) {
      sum += diffusion.entry(i, j);
      EXPECT_NEAR(diffusion.weights[i] * diffusion.entry(i, j),
                  diffusion.weights[j] * diffusion.entry(j, i), 1e-11);
    }
    EXPECT_NEAR(sum, 0., 1e-10);
  }
}

TEST(InteriorPenalty, DifferentiatesPolynomialsWithoutFluxExactly) {
  // (q^2 - 1)^2 has no slope at the ends of [-1, 1]; its second derivative is 12 q^2 - 4.
  const DiffusionLine diffusion(5, {-1., -0.2, 0.4, 1.});
  for (std::size_t i = 0; i < diffusion.nodes.size(); ++i) {
    double sum = 0.;
    for (std::size_t j = 0; j < diffusion.nodes.size(); ++j)
      sum += diffusion.entry(i, j) * std::pow(std::pow(diffusion.nodes[j], 2) - 1., 2);
    EXPECT_NEAR(sum, 12. * std::pow(diffusion.nodes[i], 2) - 4., 1e-10);
  }
}

TEST(LineModes, HaveTheEigenvaluesOfTheIntervalWithoutFlux) {
  for (const unsigned int cells : {4u, 5u}) { // with degree 6 even and odd numbers of nodes
    std::vector<double> breakpoints;
    for (unsigned int c = 0; c <= cells; ++c)
      breakpoints.push_back(-1.5 + 3. * c / cells);
    const DiffusionLine diffusion(6, breakpoints);
    LineModes modes = LineModes::of(diffusion.laplacian, diffusion.weights);
    EXPECT_EQ(modes.eigenvalues.front(), 0.);
    std::sort(modes.eigenvalues.rbegin(), modes.eigenvalues.rend());
    for (unsigned int k = 0; k < 4; ++k)
      EXPECT_NEAR(modes.eigenvalues[k], -std::pow(M_PI * k / 3., 2), 1e-6);
  }
}

AlignedVector random_values_of(std::size_t n_rows, std::size_t stride, std::size_t used) {
  std::mt19937 generator(7);
  std::uniform_real_distribution<double> uniform(-1., 1.);
  AlignedVector values(n_rows * stride, 0.);
  for (std::size_t row = 0; row < n_rows; ++row)
    for (std::size_t j = 0; j < used; ++j)
      values[row * stride + j] = uniform(generator);
  return values;
}

/// Whether two nodes of a mesh differ in direction @p d only: cells c, e and nodes a, b in them.
template <int dim>
bool are_on_line(const InnerMesh<dim> &mesh, unsigned int d, unsigned int c, unsigned int a,
                 unsigned int e, unsigned int b) {
  for (unsigned int x = 0; x < dim; ++x)
    if (x != d && (mesh.position(c)[x] != mesh.position(e)[x] ||
                   mesh.local_index(a, x) != mesh.local_index(b, x)))
      return false;
  return true;
}

/// The quadratic form of the inner Laplacian from the one-dimensional matrices, node by node.
template <int dim>
double quadratic_form(const DensitySpace<dim> &space, unsigned int degree,
                      const AlignedVector &values) {
  const InnerMesh<dim> &mesh = space.mesh();
  const unsigned int n = mesh.nodes_per_cell(), per_direction = degree + 1;
  const DiffusionLine inner(degree, mesh.breakpoints());
  double form = 0.;
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < n; ++a)
      for (unsigned int e = 0; e < mesh.n_cells(); ++e)
        for (unsigned int b = 0; b < n; ++b)
          for (unsigned int d = 0; d < dim; ++d) {
            if (!are_on_line(mesh, d, c, a, e, b))
              continue;
            const double entry =
                inner.entry(mesh.position(c)[d] * per_direction + mesh.local_index(a, d),
                            mesh.position(e)[d] * per_direction + mesh.local_index(b, d));
            for (std::size_t j = 0; j < space.n_outer(); ++j)
              form += mesh.weight(c, a) * space.weight()[j] * entry *
                      values[(c * n + a) * space.stride() + j] *
                      values[(e * n + b) * space.stride() + j];
          }
  return form;
}

/// Forward and back give the values again; in between the sum of squares is the norm, and the
/// eigenvalues give the Laplacian.
template <int dim>
void check_modes(const std::shared_ptr<const OuterBasis> &basis, unsigned int n_components,
                 unsigned int cells, unsigned int degree) {
  InnerMeshParameters parameters;
  parameters.cells = cells;
  parameters.degree = degree;
  parameters.half_width = 2.;
  parameters.grading = 0.7;
  const auto mesh = std::make_shared<const InnerMesh<dim>>(parameters);
  const auto space = std::make_shared<const DensitySpace<dim>>(mesh, basis, n_components);
  constexpr double temperature = 0.3;
  const DiffusionModes<dim> modes(space, {temperature, 0.1});
  const AlignedVector values = random_values_of(mesh->n_nodes(), space->stride(), space->n_outer());
  AlignedVector modal(values.size(), 0.), back(values.size(), 0.), laplacian(values.size(), 0.);
  for (unsigned int direction = 0; direction < dim; ++direction)
    modes.forward(direction, 0, modes.n_lines(), values, modal);
  double norm = 0., sum = 0., energy = 0.;
  for (std::size_t row = 0; row < mesh->n_nodes(); ++row)
    for (std::size_t j = 0; j < space->n_outer(); ++j) {
      const double coefficient = modal[row * space->stride() + j];
      const double square = modes.norm_weights()[j] * coefficient * coefficient;
      const double outer = modes.transforms_outer() ? modes.outer_eigenvalues()[j] : 0.;
      EXPECT_LE(modes.inner_eigenvalues()[row] + outer, 0.);
      sum += square;
      energy += (modes.inner_eigenvalues()[row] + outer) * square;
    }
  AlignedVector copy = modal;
  for (unsigned int direction = dim; direction-- > 0;)
    modes.backward(direction, 0, modes.n_lines(), copy, back);
  for (unsigned int c = 0; c < mesh->n_cells(); ++c)
    for (unsigned int a = 0; a < mesh->nodes_per_cell(); ++a) {
      const std::size_t node = std::size_t(c) * mesh->nodes_per_cell() + a;
      for (std::size_t j = 0; j < space->n_outer(); ++j) {
        const double value = values[node * space->stride() + j];
        EXPECT_NEAR(back[node * space->stride() + j], value, 1e-12);
        norm += mesh->weight(c, a) * space->weight()[j] * value * value;
      }
    }
  const double form = temperature * quadratic_form(*space, degree, values);
  EXPECT_NEAR(sum / norm, 1., 1e-12);
  if (!modes.transforms_outer())
    EXPECT_NEAR(energy / form, 1., 1e-11);
  else
    EXPECT_LT(energy, form);
}

TEST(DiffusionModes, OfOneInput) {
  check_modes<2>(make_hermite_basis(5), 1, 3, 2); // an odd number of nodes
  check_modes<2>(make_hermite_basis(9, 0.7), 1, 4, 3);
}

TEST(DiffusionModes, OfTwoInputs) {
  check_modes<3>(make_hermite_basis(4), 2, 3, 2);
  check_modes<3>(make_hermite_basis(5), 1, 2, 3);
}

TEST(DiffusionModes, OfFiniteElements) {
  check_modes<2>(make_finite_element_basis(3, 2, 2.), 1, 3, 3);
  check_modes<3>(make_finite_element_basis(2, 2, 2.), 2, 2, 2);
}

} // namespace
} // namespace rhoflow
