// SPDX-License-Identifier: Apache-2.0
// Problem: points carried with a flow, each with the density there.
// Known: the relative entropy that they give converges with their number, does not depend on where
// the points were carried in between, and a run goes on from its numbers with the same bits.

#include "entropy_follower.h"

namespace rhoflow {
namespace {

test::FlowCase small_case() {
  test::FlowCase flow_case;
  flow_case.network.alpha = 2.;
  flow_case.network.beta = 2.;
  flow_case.depth_nodes = 2;
  flow_case.mesh.cells = 10;
  flow_case.mesh.degree = 5;
  return flow_case;
}

std::vector<double> values(const std::vector<CharacteristicEntropy> &entropies) {
  std::vector<double> result;
  for (const CharacteristicEntropy &entropy : entropies)
    result.push_back(entropy.value);
  return result;
}

TEST(Characteristics, ConvergeWithTheirNumberAndKnowTheirError) {
  std::vector<std::vector<CharacteristicEntropy>> results;
  for (const std::size_t n : {1024, 8192, 65536}) {
    GradientFlow<2> flow = test::make_flow<2>(small_case());
    test::EntropyFollower<2> follower(flow, {}, n);
    follower.advance(2.);
    results.push_back(follower.entropies());
  }
  for (std::size_t k = 0; k < results[0].size(); ++k) {
    const double exact = results[2][k].value;
    const double coarse = std::abs(results[0][k].value - exact),
                 fine = std::abs(results[1][k].value - exact);
    test::record("entropy", exact);
    test::record("coarse", coarse / exact);
    test::record("fine", fine / exact);
    EXPECT_GT(exact, 0.01);
    EXPECT_LE(fine, 2e-4 * exact);
    EXPECT_LT(fine, 0.5 * coarse);
    // The error is that of half of the points.
    EXPECT_LE(fine, 3. * results[1][k].error);
    EXPECT_LE(results[1][k].error, 5e-3 * exact);
  }
}

TEST(Characteristics, DoNotDependOnWhereTheyWereCarriedInBetween) {
  std::vector<double> once, often;
  for (std::vector<double> *result : {&once, &often}) {
    GradientFlow<2> flow = test::make_flow<2>(small_case());
    test::EntropyFollower<2> follower(flow, {}, 1024);
    for (int k = 1; k < 20; ++k) {
      follower.advance(0.05 * k);
      if (result == &often)
        follower.entropies();
    }
    follower.advance(1.);
    *result = values(follower.entropies());
  }
  for (std::size_t k = 0; k < once.size(); ++k)
    EXPECT_NEAR(once[k], often[k], 1e-6 * often[k]);
}

TEST(Characteristics, GoOnFromTheirNumbers) {
  GradientFlow<2> flow = test::make_flow<2>(small_case());
  test::EntropyFollower<2> follower(flow, {}, 512);
  follower.advance(0.2);
  follower.entropies(); // carries the points, so that they are not where they started
  follower.advance(0.3);
  const std::vector<double> state = follower.characteristics().state();
  GradientFlow<2> other = test::make_flow<2>(small_case());
  test::EntropyFollower<2> second(other, {}, 512), third(other, {}, 1024);
  other.restore(flow.snapshot(), [&](std::size_t k) { return flow.state().densities[k].values; });
  std::size_t place = 0;
  ASSERT_TRUE(second.characteristics().restore(state, place));
  EXPECT_EQ(place, state.size());
  place = 0;
  EXPECT_FALSE(third.characteristics().restore(state, place));
  follower.advance(0.7);
  second.advance(0.7);
  EXPECT_EQ(values(follower.entropies()), values(second.entropies()));
  EXPECT_GT(follower.entropies().back().value, 1e-3);
}

TEST(Characteristics, OfWhatIsNotTrainedStay) {
  test::FlowCase flow_case = small_case();
  flow_case.network.train = TrainedPart::encoder;
  // A head whose mean moves the encoder.
  test::Starts<2> starts;
  starts.head.front().mean = {0.5, 1., 0.};
  GradientFlow<2> flow = test::make_flow<2>(flow_case, starts);
  test::EntropyFollower<2> follower(flow, starts, 512);
  for (const CharacteristicEntropy &entropy : follower.entropies())
    EXPECT_EQ(entropy.value, 0.);
  follower.advance(0.5);
  const std::vector<double> entropies = values(follower.entropies());
  EXPECT_EQ(entropies.back(), 0.);
  for (std::size_t k = 0; k + 1 < entropies.size(); ++k)
    EXPECT_GT(entropies[k], 1e-4);
}

} // namespace
} // namespace rhoflow
