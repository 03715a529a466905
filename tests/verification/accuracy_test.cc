// SPDX-License-Identifier: Apache-2.0
// The indicators of the discretization: exact where the exact answer is known, and of the size of
// the true error where it is not; what is said of them.
#include "accuracy/accuracy_watch.h"
#include "accuracy/depth_refinement.h"
#include "accuracy/indicators.h"

#include "expect_error.h"
#include "flow_fixture.h"
#include "temporary_folder.h"

#include <algorithm>
#include <numeric>
#include <sstream>

namespace rhoflow {
namespace {

using test::FlowCase;

/// Values of f(q) on a grid.
template <typename Function>
AlignedVector sample(const TensorGrid &grid, const Function &f) {
  AlignedVector values(grid.size(), 0.);
  for (std::size_t row = 0; row < grid.n_rows; ++row)
    for (std::size_t i = 0; i < grid.axis.size(); ++i)
      values[row * grid.row_length + i] =
          f(grid.axis[i], grid.axis[grid.row_index(row, 1)],
            grid.dimension == 3 ? grid.axis[grid.row_index(row, 2)] : 0.);
  return values;
}

template <int dim>
void check_refinement() {
  InnerMeshParameters parameters;
  parameters.cells = 3;
  parameters.degree = 3;
  parameters.half_width = 2.;
  parameters.grading = 0.7;
  const InnerMesh<dim> mesh(parameters);
  const InnerRefinement refinement(mesh);
  // A polynomial of the mesh's degree in every direction is its own interpolant.
  const auto f = [](double w, double v, double b) { return w * w * w - v * w + 2. * b * v * v; };
  const AlignedVector coarse = sample(refinement.coarse(), f), fine = sample(refinement.fine(), f);
  const AlignedVector interpolant = refinement.interpolate(coarse);
  for (std::size_t i = 0; i < fine.size(); ++i)
    ASSERT_NEAR(interpolant[i], fine[i], 1e-12) << i;
  // Weighted values keep their sum, the integral.
  AlignedVector weighted = coarse;
  for (std::size_t row = 0; row < refinement.coarse().n_rows; ++row)
    for (std::size_t i = 0; i < refinement.coarse().axis.size(); ++i) {
      double &value = weighted[row * refinement.coarse().row_length + i];
      value *= refinement.coarse_weights()[i];
      for (unsigned int k = 1; k < dim; ++k)
        value *= refinement.coarse_weights()[refinement.coarse().row_index(row, k)];
    }
  const AlignedVector moved = refinement.interpolate_weighted(weighted);
  EXPECT_NEAR(std::accumulate(moved.begin(), moved.end(), 0.),
              std::accumulate(weighted.begin(), weighted.end(), 0.), 1e-11);
  // int |grad (w v)|^2 = int v^2 + w^2 over the box with the weight 1.
  const AlignedVector product =
      sample(refinement.fine(), [](double w, double v, double) { return w * v; });
  const double side = 4., integral = 2. * side * (16. / 3.) * (dim == 3 ? side : 1.);
  EXPECT_NEAR(refinement.gradient_energy(
                  product, std::vector<std::vector<double>>(dim, refinement.fine_weights())),
              integral, 1e-10);
}

TEST(Accuracy, PolynomialsOfTheMeshAreTheSameOnTheFinerGrid) {
  check_refinement<2>();
  check_refinement<3>();
}

TEST(Accuracy, MomentsThatArePolynomialsInDepthAreTheSameOnTheFinerOne) {
  FlowCase flow_case;
  flow_case.depth_nodes = 3;
  flow_case.intervals = 2;
  const auto problem = test::make_problem(flow_case);
  NetworkMoments moments;
  const auto f = [](double s) { return 1. + s - 3. * s * s; };
  for (const double s : problem->depth.nodes())
    moments.fields.push_back({AlignedVector(4, f(s))});
  moments.fields.push_back({AlignedVector(4, 7.)}); // of the head
  const DepthRefinement fine = refine_depth(*problem, moments);
  ASSERT_EQ(fine.moments.fields.size(), 11U);
  for (std::size_t j = 0; j < 10; ++j)
    EXPECT_NEAR(fine.moments.fields[j][0][3], f(fine.problem.depth.nodes()[j]), 1e-13);
  EXPECT_EQ(fine.moments.fields[10], moments.fields[6]);
}

/// The run of a case to @p time, and how its predictions differ from those of @p finer.
struct Comparison {
  Indicators indicators;
  double error;
};

Comparison compare(const FlowCase &coarse, const FlowCase &finer, double time) {
  auto flow = test::make_flow<2>(coarse), reference = test::make_flow<2>(finer);
  const InnerRefinements refinements(flow.state());
  Comparison result{};
  for (const double share : {0.25, 0.5, 0.75, 1.}) {
    test::advance(flow, share * time);
    result.indicators = worst_of(result.indicators, measure_indicators(flow.state(), refinements));
  }
  test::advance(reference, time);
  double difference = 0., size = 0.;
  for (std::size_t i = 0; i < coarse.data.size(); ++i) {
    difference += std::pow(flow.predictions()[i] - reference.predictions()[i], 2);
    size += std::pow(reference.predictions()[i], 2);
  }
  result.error = std::sqrt(difference / size);
  return result;
}

TEST(Accuracy, TheDepthIsSeenWhereItHasTooFewNodes) {
  FlowCase good;
  good.network.alpha = 10.;
  for (const unsigned int nodes : {1U, 2U}) {
    FlowCase coarse = good;
    coarse.depth_nodes = nodes;
    const Comparison result = compare(coarse, good, 1.);
    test::record("depth_error", result.error);
    EXPECT_GT(result.error, nodes == 1 ? 0.1 : 2e-3);
    EXPECT_GT(result.indicators.depth, 0.5 * result.error);
    EXPECT_LT(result.indicators.depth, 5. * result.error);
    EXPECT_LT(result.indicators.quadrature, 0.1 * result.indicators.depth);
  }
  EXPECT_LT(compare(good, good, 1.).indicators.depth, 1e-4);
}

TEST(Accuracy, TheMeshIsSeenWhereItIsTooCoarse) {
  FlowCase good;
  good.network.beta = 3.;
  FlowCase coarse = good;
  coarse.mesh.cells = 4;
  good.mesh.cells = 14;
  const Comparison result = compare(coarse, good, 2.);
  const ErrorEstimates estimates = estimate_errors(result.indicators, coarse.mesh.degree, 0., 0.);
  EXPECT_GT(result.error, 0.01);
  EXPECT_GT(estimates.inner, 0.5 * result.error);
  EXPECT_LT(estimates.depth, 1e-3 * estimates.inner);
}

TEST(Accuracy, InputsThatTheMeshCannotFollowAreSeenAtTheStart) {
  struct Case {
    double factor;          ///< of the inputs
    double dissipation_off; ///< at t = 0, against plain quadrature
  };
  FlowCase flow_case;
  for (const Case stretched :
       {Case{1., 0.}, Case{5., 0.0013}, Case{20., 0.062}, Case{100., 0.67}}) {
    flow_case.data = test::sine_data();
    for (double &x : flow_case.data.inputs)
      x *= stretched.factor;
    const auto flow = test::make_flow<2>(flow_case);
    const double lost = measure_indicators(flow.state(), InnerRefinements(flow.state())).potential;
    const double energy = lost * lost; // the dissipation is one of gradients
    EXPECT_GE(energy, 0.5 * stretched.dissipation_off) << stretched.factor;
    EXPECT_LE(energy, 2.5 * stretched.dissipation_off + 2e-5) << stretched.factor;
  }
}

TEST(Accuracy, WallsAreSeenWhereTheyHoldTheWeights) {
  FlowCase flow_case;
  flow_case.network.beta = 3.;
  double last = 1.;
  for (const double half_width : {4.2, 5., 5.8, 6.5}) {
    flow_case.mesh.half_width = half_width;
    flow_case.mesh.cells = static_cast<unsigned int>(2. * half_width) + 2;
    auto flow = test::make_flow<2>(flow_case);
    test::advance(flow, 0.5);
    const double box = measure_indicators(flow.state(), InnerRefinements(flow.state())).box;
    EXPECT_LT(box, 0.3 * last) << half_width;
    last = box;
  }
  EXPECT_LT(last, 1e-6);
}

class WatchTest : public testing::Test {
protected:
  WatchTest() { log_.open(false); }
  std::string said() const { return folder_.read("run.log"); }

  const test::TemporaryFolder folder_;
  std::ostringstream console_;
  Progress progress_{console_, false, true};
  RunLog log_{folder_.path("run.log"), progress_};
  WeightsParameters weights_;
  DepthParameters depth_;
  const std::function<bool(const std::string &)> anything_ = [](const std::string &) {
    return true;
  };
};

TEST_F(WatchTest, NamesCauseAndRemedyOnceAndAgainWhenItIsTenTimesWorse) {
  AccuracyWatch watch(weights_, depth_, 1e-6, anything_, log_);
  ErrorEstimates estimates;
  estimates.depth = 0.009;
  watch.look(0.5, estimates);
  EXPECT_EQ(said(), "");
  for (const double depth : {0.02, 0.03, 0.15}) {
    estimates.depth = depth;
    watch.look(1., estimates);
  }
  EXPECT_EQ(said(),
            "warning: t = 1: loss or predictions may be off by about 2 %: the depth has too "
            "few nodes; try Depth/Nodes = 6\n");
  estimates.depth = 0.3;
  watch.look(2., estimates);
  test::expect_contains(said(), "by about 30 %");
  // A run that goes on says nothing again.
  AccuracyWatch other(weights_, depth_, 1e-6, anything_, log_);
  other.restore(watch.state());
  const std::string before = said();
  other.look(3., estimates);
  EXPECT_EQ(said(), before);
}

TEST_F(WatchTest, WallsAreNamedFirstSinceTheyLookLikeACoarseMeshToo) {
  AccuracyWatch watch(weights_, depth_, 1e-6, anything_, log_);
  ErrorEstimates estimates;
  estimates.box = 0.7;
  estimates.inner = 0.4;
  watch.look(1., estimates);
  test::expect_contains(said(), "off entirely: the walls");
  test::expect_contains(said(), "Weights/Half width = 8.12, Weights/Inner cells = 15");
  const std::string text = said();
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST_F(WatchTest, EveryCauseHasItsRemedy) {
  weights_.head_outer_nodes = 20;
  AccuracyWatch watch(weights_, depth_, 1e-6, anything_, log_);
  ErrorEstimates estimates;
  estimates.inner = estimates.outer = estimates.time = 0.05;
  watch.look(1., estimates);
  for (const std::string remedy : {"Weights/Inner cells = 22", "Weights/Outer nodes = ",
                                   "Weights/Head outer nodes = 28", "Time/Tolerance = 1e-07"})
    test::expect_contains(said(), remedy);
}

} // namespace
} // namespace rhoflow
