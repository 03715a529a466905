// SPDX-License-Identifier: Apache-2.0
// Problem: the Gram matrices of CLLCC (19, 20).
// Known: (a) with the scheme's gradient the Gram form is the dissipation, to rounding;
// (b) it is -dE/dt along a run; (c) with pointwise gradients it converges to (a) with the order of
// interpolation; (d) at the Gaussian start G1 = 0 and
//   G2_ij = E[s0(q_i) s0(q_j)] + (x_i.x_j + 1) E[s0'(q_i) s0'(q_j)],  q_i = w.x_i + b,
// by tensor Gauss-Hermite quadrature here; (e) trace and products with known small cases.

#include "../activations.h"
#include "density/outer_bases/hermite_basis.h"
#include "flow_fixture.h"

#include "diagnostics/dissipation.h"
#include "diagnostics/theory/gram_matrices.h"
#include "diagnostics/theory/spectrum.h"
#include "rhoflow/base/errors.h"

namespace rhoflow {
namespace {

test::FlowCase coarse_case(Activation activation = Activation::tanh) {
  test::FlowCase flow_case;
  flow_case.network.activation = activation;
  flow_case.network.alpha = 1.7;
  flow_case.network.beta = 2.3;
  flow_case.depth_nodes = 3;
  flow_case.outer_nodes = 12;
  flow_case.mesh.cells = 8;
  flow_case.mesh.half_width = 5.5;
  return flow_case;
}

test::FlowCase plane_case() {
  test::FlowCase flow_case = coarse_case();
  flow_case.data = test::plane_data(5);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 5;
  flow_case.mesh.cells = 5;
  flow_case.mesh.degree = 3;
  flow_case.mesh.half_width = 5.;
  return flow_case;
}

template <int dim>
double dissipation_of(const GradientFlow<dim> &flow, const std::vector<NodeMoments> &moments) {
  double total = 0.;
  for (std::size_t k = 0; k < flow.state().densities.size(); ++k) {
    const bool encoder = k < flow.state().n_slices();
    total += (encoder ? flow.state().problem->depth.weights()[k] : 1.) *
             dissipation(flow.state().space(k).mesh(), flow.state().network.potentials[k],
                         moments[k], encoder ? flow.state().moments.length_scale : 1., 0.);
  }
  return total;
}

template <int dim>
void expect_form_is_dissipation(const test::FlowCase &flow_case, double time) {
  GradientFlow<dim> flow = test::make_flow<dim>(flow_case, 0.2);
  test::advance(flow, time);
  const auto moments = compute_all_moments(flow.state());
  const GramMatrices gram = compute_gram_matrices(flow.state(), moments);
  const GramForm form = gram_form(gram, flow_case.network, flow.state().network.residuals);
  const double error = std::abs((form.encoder + form.head) / dissipation_of(flow, moments) - 1.);
  test::record("relative_error", error);
  EXPECT_LE(error, 1e-10);
  EXPECT_GT(form.encoder, 0.);
  EXPECT_EQ(form.head > 0., flow.state().has_head());
  for (const auto &matrix : {gram.encoder, gram.head})
    for (std::size_t i = 0; i < gram.n; ++i)
      for (std::size_t j = 0; j < gram.n; ++j)
        ASSERT_EQ(matrix[i * gram.n + j], matrix[j * gram.n + i]);
}

TEST(GramMatrices, FormIsTheDissipationForAllActivations) {
  for (const Activation activation : test::varying_activations()) {
    SCOPED_TRACE(to_string(activation));
    expect_form_is_dissipation<2>(coarse_case(activation), 0.2);
  }
}

TEST(GramMatrices, FormIsTheDissipationForFiniteElementsAndEuler) {
  test::FlowCase flow_case = coarse_case();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 5;
  flow_case.tolerance = 1e-3;
  flow_case.rule = DepthRule::euler;
  expect_form_is_dissipation<2>(flow_case, 0.1);
}

TEST(GramMatrices, FormIsTheDissipationForAFixedHeadAndScaledWeights) {
  test::FlowCase flow_case = coarse_case();
  test::fix_head(flow_case);
  flow_case.lambda = 0.3;
  expect_form_is_dissipation<2>(flow_case, 0.3);
}

TEST(GramMatrices, FormIsTheDissipationForTwoInputs) {
  expect_form_is_dissipation<3>(plane_case(), 0.2);
}

TEST(GramMatrices, FormIsTheDecayOfTheLoss) {
  test::FlowCase flow_case = coarse_case();
  flow_case.network.alpha = flow_case.network.beta = 2.;
  flow_case.tolerance = 1e-8;
  flow_case.maximal_step = 5e-3;
  GradientFlow<2> flow = test::make_flow<2>(flow_case);
  test::advance(flow, 0.49);
  const double before = flow.state().network.loss;
  test::advance(flow, 0.5);
  const GramForm form =
      gram_form(compute_gram_matrices(flow.state(), compute_all_moments(flow.state())),
                flow_case.network, flow.state().network.residuals);
  test::advance(flow, 0.51);
  const double rate = (before - flow.state().network.loss) / 0.02;
  test::record("relative_error", std::abs((form.encoder + form.head) / rate - 1.));
  EXPECT_NEAR(form.encoder + form.head, rate, 1e-4 * rate);
  EXPECT_GT(form.encoder, 1e-3 * form.head);
}

// The difference is the error of the interpolated gradient, of order p at least.
TEST(GramMatrices, PointwiseGradientsConvergeToTheSchemes) {
  std::vector<double> sizes, errors;
  for (const unsigned int cells : {6u, 9u, 12u}) {
    test::FlowCase flow_case = coarse_case();
    flow_case.mesh.cells = cells;
    flow_case.mesh.degree = 3;
    GradientFlow<2> flow = test::make_flow<2>(flow_case, 0.4);
    const auto moments = compute_all_moments(flow.state());
    const GramMatrices scheme = compute_gram_matrices(flow.state(), moments);
    const GramMatrices pointwise =
        compute_gram_matrices(flow.state(), moments, SlopeKind::pointwise);
    double difference = 0.;
    for (std::size_t i = 0; i < scheme.encoder.size(); ++i)
      difference = std::max({difference, std::abs(scheme.encoder[i] - pointwise.encoder[i]),
                             std::abs(scheme.head[i] - pointwise.head[i])});
    sizes.push_back(1. / cells);
    errors.push_back(difference);
  }
  test::expect_order(sizes, errors, 3.);
}

/// E[f(q_i) f(q_j)] for q = w.x + b, standard Gaussian w and b, by the points of a basis.
double expectation(const OuterBasis &line, const DataSet &data, std::size_t i, std::size_t j,
                   double (*f)(Activation, double)) {
  const std::size_t n = line.n_nodes(), d = data.dimension;
  std::size_t n_points = n;
  for (std::size_t k = 0; k < d; ++k)
    n_points *= n;
  double sum = 0.;
  for (std::size_t point = 0; point < n_points; ++point) {
    double weight = 1., q_i = 0., q_j = 0.;
    std::size_t rest = point;
    for (std::size_t k = 0; k <= d; ++k, rest /= n) {
      const double x = line.nodes()[rest % n];
      weight *= line.weights()[rest % n];
      q_i += x * (k < d ? data.inputs[i * d + k] : 1.);
      q_j += x * (k < d ? data.inputs[j * d + k] : 1.);
    }
    sum += weight * f(Activation::tanh, q_i) * f(Activation::tanh, q_j);
  }
  return sum;
}

template <int dim>
void expect_closed_form(test::FlowCase flow_case, unsigned int gauss_points, double tolerance) {
  const GradientFlow<dim> flow = test::make_flow<dim>(flow_case);
  const auto moments = compute_all_moments(flow.state());
  const auto line = make_hermite_basis(gauss_points);
  const DataSet &data = flow_case.data;
  for (const SlopeKind kind : {SlopeKind::interpolated, SlopeKind::pointwise}) {
    const GramMatrices gram = compute_gram_matrices(flow.state(), moments, kind);
    double error = 0.;
    for (std::size_t i = 0; i < gram.n; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double product = 1.;
        for (unsigned int k = 0; k < data.dimension; ++k)
          product += data.input(i, k) * data.input(j, k);
        const double exact = expectation(*line, data, i, j, activation_value) +
                             product * expectation(*line, data, i, j, activation_derivative);
        error = std::max(error, std::abs(gram.head[i * gram.n + j] - exact));
        ASSERT_LE(std::abs(gram.encoder[i * gram.n + j]), 1e-10);
      }
    test::record(kind == SlopeKind::pointwise ? "pointwise" : "interpolated", error);
    EXPECT_LE(error, tolerance) << (kind == SlopeKind::pointwise ? "pointwise" : "interpolated");
  }
}

TEST(GramMatrices, OfTheGaussianStartHaveTheirClosedForm) {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 20;
  flow_case.mesh.degree = 7;
  flow_case.mesh.half_width = 7.5;
  expect_closed_form<2>(flow_case, 90, 1e-8);
}

TEST(GramMatrices, OfTheGaussianStartHaveTheirClosedFormForTwoInputs) {
  test::FlowCase flow_case = plane_case();
  flow_case.data = test::plane_data(3);
  flow_case.depth_nodes = 1;
  flow_case.outer_nodes = 3;
  flow_case.mesh.cells = 11;
  flow_case.mesh.degree = 7;
  flow_case.mesh.half_width = 6.6;
  expect_closed_form<3>(flow_case, 90, 1e-8);
}

TEST(Spectrum, OfKnownMatrices) {
  // Eigenvalues of the second-difference matrix: 2 - 2 cos(k pi / (n + 1)).
  const std::size_t n = 7;
  std::vector<double> matrix(n * n, 0.);
  for (std::size_t i = 0; i < n; ++i) {
    matrix[i * n + i] = 2.;
    if (i + 1 < n)
      matrix[i * n + i + 1] = matrix[(i + 1) * n + i] = -1.;
  }
  const std::vector<double> eigenvalues = symmetric_eigenvalues(matrix, n);
  ASSERT_EQ(eigenvalues.size(), n);
  for (std::size_t k = 0; k < n; ++k)
    EXPECT_NEAR(eigenvalues[k], 2. - 2. * std::cos(double(k + 1) * M_PI / double(n + 1)), 1e-14);
  EXPECT_EQ(symmetric_eigenvalues(std::vector<double>(9, 0.), 3), std::vector<double>(3, 0.));
  EXPECT_NEAR(symmetric_eigenvalues({-4.}, 1).front(), -4., 1e-15);
  EXPECT_THROW(symmetric_eigenvalues({1., NAN, NAN, 1.}, 2), RunError);
}

} // namespace
} // namespace rhoflow
