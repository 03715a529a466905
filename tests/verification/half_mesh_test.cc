// SPDX-License-Identifier: Apache-2.0
// Problem: odd activations from symmetric starts, on half of the inner mesh and on the whole one.
// Known: rho(-theta) = rho(theta), so that both agree to rounding in everything: densities, loss,
// statistics, Gram matrices, rates; on any number of processes; for both bases.

#include "../across_processes.h"
#include "flow_fixture.h"

#include "diagnostics/theory/flow_rates.h"
#include "diagnostics/theory/gram_matrices.h"
#include "statistics/statistics_row.h"

namespace rhoflow {
namespace {

template <int dim>
GradientFlow<dim> flow_of(const test::FlowCase &flow_case, DensityPartition::Share share,
                          const Communicator &communicator = {}) {
  return test::make_flow<dim>(flow_case, make_flow_state(test::make_problem(flow_case),
                                                         test::make_spaces<dim>(flow_case),
                                                         communicator, share));
}

template <int dim>
GaussianMixture standard(bool head) {
  return test::gaussian_start(head ? 1 : dim - 1, dim);
}

/// Every number that a state is asked for: statistics without the time they took, Gram matrices,
/// rates.
template <int dim>
std::vector<double> numbers_of(const GradientFlow<dim> &flow) {
  const FlowState<dim> &state = flow.state();
  std::vector<double> numbers;
  StatisticsRow row =
      statistics_row(measure(state, std::vector<double>(state.densities.size(), 1.), {}, 0.));
  for (const char *column : {"loss", "dissipation", "second_moment_encoder", "resolution_outer",
                             "resolution_inner", "min_density"})
    numbers.push_back(row[column]);
  const GramMatrices gram = compute_gram_matrices(state, compute_all_moments(state));
  numbers.insert(numbers.end(), gram.encoder.begin(), gram.encoder.end());
  numbers.insert(numbers.end(), gram.head.begin(), gram.head.end());
  const FlowRates<dim> rates(state,
                             start_measures(state, standard<dim>(false), standard<dim>(true)));
  for (const DensityRates &rate : rates.compute(state))
    numbers.insert(numbers.end(), {rate.squared_speed, rate.entropy_rate});
  const std::vector<double> elsewhere = predict(state, std::vector<double>(2 * (dim - 1), 0.3));
  numbers.insert(numbers.end(), elsewhere.begin(), elsewhere.end());
  return numbers;
}

void expect_equal(const std::vector<double> &half, const std::vector<double> &whole) {
  ASSERT_EQ(half.size(), whole.size());
  double largest = 0.;
  for (const double value : whole)
    largest = std::max(largest, std::abs(value));
  for (std::size_t i = 0; i < half.size(); ++i)
    EXPECT_NEAR(half[i], whole[i], 1e-12 * largest) << i;
}

template <int dim>
void expect_same_flow(const test::FlowCase &flow_case, double end) {
  GradientFlow<dim> half = flow_of<dim>(flow_case, DensityPartition::Share::upper_half),
                    whole = flow_of<dim>(flow_case, DensityPartition::Share::all);
  for (GradientFlow<dim> *flow : {&half, &whole})
    test::advance(*flow, end);
  EXPECT_EQ(half.n_steps(), whole.n_steps());
  EXPECT_LT(whole.loss(), 0.99 * 0.5); // something has moved
  EXPECT_LT(half.memory(), 0.8 * whole.memory());
  expect_equal(numbers_of(half), numbers_of(whole));
  for (std::size_t k = 0; k < whole.state().densities.size(); ++k) {
    const AlignedVector gathered = gather_density(half.state(), k, 0);
    expect_equal({gathered.begin(), gathered.end()}, {whole.state().densities[k].values.begin(),
                                                      whole.state().densities[k].values.end()});
    const std::vector<GridField> potentials = all_potentials(half.state()),
                                 expected = all_potentials(whole.state());
    for (std::size_t c = 0; c < expected[k].size(); ++c)
      expect_equal({potentials[k][c].begin(), potentials[k][c].end()},
                   {expected[k][c].begin(), expected[k][c].end()});
  }
}

test::FlowCase small_case() {
  test::FlowCase flow_case;
  flow_case.data = test::sine_data(6);
  // Odd data would add a reflection, with which traces at b = 0 are their own images.
  for (double &label : flow_case.data.labels)
    label += 0.4;
  flow_case.network.alpha = 2.;
  flow_case.network.beta = 3.;
  flow_case.depth_nodes = 2;
  flow_case.outer_nodes = 9;
  flow_case.mesh = {8, 3, 5., 0.};
  flow_case.tolerance = 1e-5;
  return flow_case;
}

TEST(HalfMesh, GivesWhatTheWholeMeshGives) {
  expect_same_flow<2>(small_case(), 1.);
}

TEST(HalfMesh, WithGradedCellsAndTheSine) {
  test::FlowCase flow_case = small_case();
  flow_case.mesh.grading = 1.;
  flow_case.network.activation = Activation::sine;
  expect_same_flow<2>(flow_case, 0.5);
}

TEST(HalfMesh, WithErfAndTheRegulariser) {
  test::FlowCase flow_case = small_case();
  flow_case.lambda = 0.2;
  flow_case.network.activation = Activation::erf;
  expect_same_flow<2>(flow_case, 0.5);
}

TEST(HalfMesh, WithFiniteElements) {
  test::FlowCase flow_case = small_case();
  flow_case.finite_element = true;
  flow_case.limiter = false;
  flow_case.outer_nodes = 6;
  flow_case.mesh = {6, 2, 5., 0.};
  flow_case.tolerance = 1e-3;
  expect_same_flow<2>(flow_case, 0.3);
}

TEST(HalfMesh, WithTwoInputs) {
  test::FlowCase flow_case = small_case();
  flow_case.data = test::plane_data(6);
  flow_case.outer_nodes = 5;
  flow_case.mesh = {4, 3, 5., 0.};
  expect_same_flow<3>(flow_case, 0.5);
}

template <int dim>
void expect_same_across_processes(const test::FlowCase &flow_case) {
  GradientFlow<dim> shared =
      flow_of<dim>(flow_case, DensityPartition::Share::upper_half, Communicator::world());
  GradientFlow<dim> alone = flow_of<dim>(flow_case, DensityPartition::Share::upper_half);
  for (GradientFlow<dim> *flow : {&shared, &alone})
    test::advance(*flow, 0.2);
  expect_equal(numbers_of(shared), numbers_of(alone));
  for (std::size_t k = 0; k < alone.state().densities.size(); ++k) {
    const AlignedVector whole = gather_density(shared.state(), k, 0);
    if (shared.state().communicator.is_root()) {
      const AlignedVector expected = gather_density(alone.state(), k, 0);
      expect_equal({whole.begin(), whole.end()}, {expected.begin(), expected.end()});
    }
  }
}

// Seven processes share three densities of four layers each: some have less than a layer.
TEST(HalfMesh, AcrossProcesses) {
  const test::AcrossProcesses processes(7);
  if (!processes.inside())
    return;
  expect_same_across_processes<2>(small_case());
  test::FlowCase flow_case = small_case();
  flow_case.data = test::plane_data(4);
  flow_case.outer_nodes = 4;
  flow_case.mesh = {4, 3, 5., 0.};
  expect_same_across_processes<3>(flow_case);
}

TEST(HalfMesh, IsRefusedWhereTheFlowIsNotSymmetric) {
  test::FlowCase flow_case = small_case();
  const auto may_be_halved = [&] {
    return can_be_halved(*test::make_problem(flow_case), test::make_spaces<2>(flow_case));
  };
  EXPECT_TRUE(may_be_halved());
  flow_case.mesh.cells = 7; // no two halves
  EXPECT_FALSE(may_be_halved());
  flow_case.mesh.cells = 8;
  flow_case.network.activation = Activation::softplus;
  EXPECT_FALSE(may_be_halved());
  flow_case.network.activation = Activation::tanh;
  flow_case.finite_element = true; // with a limiter
  EXPECT_FALSE(may_be_halved());
}

TEST(HalfMesh, SymmetricStartsAreRecognised) {
  const GaussianComponent right{0.5, {1., 0., -0.5}, {1., 2., 1.}},
      left{0.5, {-1., 0., 0.5}, {1., 2., 1.}};
  EXPECT_TRUE(is_symmetric({{1., {0., 0., 0.}, {1., 2., 3.}}}));
  EXPECT_FALSE(is_symmetric({right}));
  EXPECT_TRUE(is_symmetric({right, left}));
  GaussianComponent other = left;
  other.weight = 0.4;
  EXPECT_FALSE(is_symmetric({right, other}));
  other = left;
  other.variance[1] = 1.;
  EXPECT_FALSE(is_symmetric({right, other}));
}

} // namespace
} // namespace rhoflow
