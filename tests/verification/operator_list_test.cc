// SPDX-License-Identifier: Apache-2.0
// Problem: an operator that the library does not have, a reaction -k rho, beside the transport.
// Exact solution for the constant activation sigma0 = 1, one input, fixed head g(z) = z, labels
// x + c: with the mass M(t) = e^{-k t} the first moment m of the outer weight obeys
//   m' = -(M + k) m + c M,
// hence m(t) = e^{-a(t)} ( m_0 + c int_0^t e^{a(s)} M(s) ds ),  a(t) = (1 - e^{-k t}) / k + k t.
// The same list of operators, once in one pass and once in two, has to give the same flow.

#include "expect_error.h"
#include "flow_fixture.h"
#include "operators/confinement/confinement.h"
#include "operators/transport/transport.h"
#include "rhoflow/base/errors.h"

#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <gtest/gtest.h>

namespace rhoflow {
namespace {

template <int dim>
class Reaction : public Operator<dim> {
public:
  explicit Reaction(double rate) : rate_(rate) {}
  std::string name() const override { return "reaction"; }
  double rate(const OperatorInput<dim> &) const override { return rate_; }
  void add(const OperatorInput<dim> &input, const CellRange &range, const AlignedVector &values,
           double *rhs) const override {
    const DensitySpace<dim> &space = *input.density.space;
    const std::size_t per_cell = space.mesh().nodes_per_cell() * space.stride();
    const double *first =
        values.data() + (range.begin - input.density.cells.stored_first) * per_cell;
    for (std::size_t i = 0; i < (range.end - range.begin) * per_cell; ++i)
      rhs[i] -= rate_ * first[i];
  }

private:
  double rate_;
};

/// The flow of @p flow_case from Gaussians whose outer weights have mean 0.3, with a reaction.
template <int dim>
GradientFlow<dim> reacting_flow(const test::FlowCase &flow_case, double rate) {
  const DensitySpaces<dim> spaces = test::make_spaces<dim>(flow_case);
  FlowState<dim> state = make_flow_state(test::make_problem(flow_case), spaces);
  const DensityList start = test::gaussian_densities<dim>(flow_case, spaces, 0.3);
  for (std::size_t k = 0; k < start.size(); ++k)
    state.densities[k].values = start[k];
  typename OperatorList<dim>::Terms terms;
  terms.push_back(std::make_unique<Transport<dim>>(state));
  terms.push_back(std::make_unique<Reaction<dim>>(rate));
  return GradientFlow<dim>(std::move(state),
                           StepControl(flow_case.tolerance,
                                       time_scheme(spaces.encoder->basis()).error_order(),
                                       flow_case.maximal_step),
                           std::move(terms));
}

test::FlowCase flow_of_operators() {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 8;
  flow_case.mesh.cells = 8;
  flow_case.mesh.degree = 4;
  flow_case.mesh.half_width = 5.5;
  return flow_case;
}

TEST(OperatorList, AReactionBesideTheTransportHasItsExactSolution) {
  constexpr double shift = 0.7, rate = 0.4, end = 1.;
  test::FlowCase flow_case = flow_of_operators();
  flow_case.network.activation = Activation::constant;
  test::fix_head(flow_case);
  flow_case.tolerance = 1e-9;
  for (std::size_t i = 0; i < flow_case.data.size(); ++i)
    flow_case.data.labels[i] = flow_case.data.inputs[i] + shift;
  GradientFlow<2> flow = reacting_flow<2>(flow_case, rate);
  test::advance(flow, end);

  const auto exponent = [](double t) { return -std::expm1(-rate * t) / rate + rate * t; };
  const double integral = boost::math::quadrature::gauss_kronrod<double, 31>::integrate(
      [&](double s) { return std::exp(exponent(s) - rate * s); }, 0., end, 10, 1e-14);
  const double moment = std::exp(-exponent(end)) * (0.3 + shift * integral);
  for (const Density<2> &density : flow.state().densities) {
    const double mass = test::mass(*density.space, density.values);
    EXPECT_NEAR(mass, std::exp(-rate * end), 1e-9);
    EXPECT_NEAR(test::integrate(*density.space, density.values,
                                [](const std::vector<double> &theta) { return theta[0]; }),
                moment, 1e-8);
  }
  EXPECT_NEAR(flow.state().network.loss, 0.5 * (moment - shift) * (moment - shift), 1e-8);
}

template <int dim>
void expect_same_in_two_passes(const test::FlowCase &flow_case) {
  GradientFlow<dim> fused = test::make_flow<dim>(flow_case, 0.3),
                    general = reacting_flow<dim>(flow_case, 0.);
  test::advance(fused, 0.2);
  test::advance(general, 0.2);
  EXPECT_EQ(general.state().n_steps, fused.state().n_steps);
  EXPECT_NEAR(general.state().network.loss, fused.state().network.loss, 1e-13);
  for (std::size_t k = 0; k < fused.state().densities.size(); ++k) {
    AlignedVector difference = general.state().densities[k].values;
    for (std::size_t i = 0; i < difference.size(); ++i)
      difference[i] -= fused.state().densities[k].values[i];
    EXPECT_LT(test::natural_norm(fused.state().space(k), difference), 1e-13);
  }
}

TEST(OperatorList, HalfOfTheMeshTakesOnlyWhatKeepsTheReflection) {
  const test::FlowCase flow_case = flow_of_operators();
  const FlowState<2> half =
      make_flow_state(test::make_problem(flow_case), test::make_spaces<2>(flow_case), {},
                      DensityPartition::Share::upper_half);
  const auto list_with = [&](std::unique_ptr<Operator<2>> term) {
    OperatorList<2>::Terms terms;
    terms.push_back(std::make_unique<Transport<2>>(half));
    terms.push_back(std::move(term));
    return OperatorList<2>(half, std::move(terms));
  };
  list_with(std::make_unique<Confinement<2>>(half));
  const std::string message =
      test::message_of<InputError>([&] { list_with(std::make_unique<Reaction<2>>(0.1)); });
  for (const char *part : {"Weights/Use symmetry", "'reaction'", "set it to false"})
    test::expect_contains(message, part);
}

TEST(OperatorList, TwoPassesGiveWhatOneGives) {
  expect_same_in_two_passes<2>(flow_of_operators());
}

TEST(OperatorList, TwoPassesGiveWhatOneGivesForFiniteElements) {
  test::FlowCase flow_case = flow_of_operators();
  flow_case.finite_element = true;
  flow_case.outer_nodes = 5;
  expect_same_in_two_passes<2>(flow_case);
}

TEST(OperatorList, TwoPassesGiveWhatOneGivesForTwoInputs) {
  test::FlowCase flow_case = flow_of_operators();
  flow_case.data = test::plane_data(5);
  flow_case.outer_nodes = 4;
  flow_case.mesh.cells = 4;
  expect_same_in_two_passes<3>(flow_case);
}

} // namespace
} // namespace rhoflow
