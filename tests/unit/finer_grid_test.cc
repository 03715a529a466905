// SPDX-License-Identifier: Apache-2.0
// What is finer by a cause of error, the list of numbers that a checkpoint keeps, and the words of
// the warnings.
#include "accuracy/error_watch.h"
#include "accuracy/estimated_errors.h"
#include "observers/progress.h"
#include "run/resolution/finer_grid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>

namespace {

using namespace rhoflow;

TEST(FinerGrid, ChangesOneCauseAndSaysWithWhichSettings) {
  Parameters parameters;
  parameters.weights.outer_nodes = 16;
  parameters.weights.inner = {12, 4, 6., 0.};
  parameters.depth.nodes = 3;
  parameters.time.tolerance = 1e-4;
  const PerCause<std::string> settings = finer_settings(parameters);
  EXPECT_EQ(settings[Cause::outer_encoder], "Weights/Outer nodes = 20");
  EXPECT_EQ(settings[Cause::outer_head], "Weights/Head outer nodes = 20");
  EXPECT_EQ(settings[Cause::inner_encoder], "Weights/Inner degree = 5");
  EXPECT_EQ(settings[Cause::inner_head], "Weights/Head inner degree = 5");
  EXPECT_EQ(settings[Cause::depth], "Depth/Nodes = 4");
  EXPECT_EQ(settings[Cause::time], "Time/Tolerance = 1e-05");
  EXPECT_EQ(settings[Cause::box], "Weights/Inner cells = 14, Weights/Head inner cells = 14, "
                                  "Weights/Head half width = 7, Weights/Half width = 7");
  const Parameters own = with_own_resolutions(parameters);
  const Parameters encoder = with_finer(own, Cause::inner_encoder);
  EXPECT_EQ(encoder.weights.inner_mesh(false).degree, 5u);
  EXPECT_EQ(encoder.weights.inner_mesh(true).degree, 4u);
  EXPECT_EQ(with_finer(own, Cause::outer_encoder).weights.head_outer_nodes, 16u);
}

TEST(FinerGrid, EndsWhereThereIsNothingFiner) {
  Parameters parameters;
  parameters.weights.outer_nodes = WeightsParameters::most_outer_nodes;
  parameters.weights.inner.degree = InnerMeshParameters::most_degree;
  parameters.depth.nodes = 16;
  const Parameters own = with_own_resolutions(parameters);
  EXPECT_LT(with_finer(own, Cause::outer_encoder).weights.outer_nodes,
            WeightsParameters::most_outer_nodes);
  EXPECT_EQ(with_finer(own, Cause::inner_encoder).weights.inner.cells,
            parameters.weights.inner.cells + 2);
  EXPECT_EQ(with_finer(own, Cause::depth).depth.nodes, 15u);
  const PerCause<std::string> settings = finer_settings(parameters);
  EXPECT_EQ(settings[Cause::outer_encoder], "");
  EXPECT_EQ(settings[Cause::depth], "");
  EXPECT_NE(settings[Cause::inner_encoder], "");
}

TEST(FinerGrid, LeavesOutWhatMakesNoError) {
  Parameters parameters;
  parameters.network.head = HeadType::fixed;
  parameters.depth.rule = DepthRule::euler;
  EXPECT_FALSE(makes_error(parameters, Cause::outer_head));
  EXPECT_FALSE(makes_error(parameters, Cause::inner_head));
  EXPECT_FALSE(makes_error(parameters, Cause::depth));
  EXPECT_TRUE(makes_error(parameters, Cause::inner_encoder));
  const PerCause<std::string> settings = finer_settings(parameters);
  EXPECT_EQ(settings[Cause::depth], "");
  EXPECT_EQ(settings[Cause::box].find("Head"), std::string::npos) << settings[Cause::box];
}

EstimatedErrors some_errors() {
  EstimatedErrors errors;
  errors.times = {0., 0.5, 1.};
  errors.first_loss = 2.;
  errors.loss[Cause::depth] = {0., 0.02, 0.03};
  errors.loss[Cause::time] = {0., 0.001, std::numeric_limits<double>::infinity()};
  errors.predictions[Cause::depth] = {0., 0.004, 0.006};
  errors.quantities.resize(3);
  errors.quantities[1][Quantity::kl_head] = 0.25;
  errors.samples = {0.1, 0.2};
  return errors;
}

TEST(EstimatedErrors, AreTheSameFromTheNumbersOfACheckpoint) {
  const EstimatedErrors errors = some_errors();
  const std::vector<double> numbers = errors.numbers();
  for (const double number : numbers)
    EXPECT_TRUE(std::isfinite(number));
  EstimatedErrors again;
  ASSERT_TRUE(again.take(numbers));
  EXPECT_EQ(again.times, errors.times);
  EXPECT_EQ(again.loss[Cause::depth], errors.loss[Cause::depth]);
  EXPECT_EQ(again.predictions[Cause::depth], errors.predictions[Cause::depth]);
  EXPECT_TRUE(std::isinf(again.loss[Cause::time][2]));
  EXPECT_EQ(again.of_quantities(0.5)[Quantity::kl_head], 0.25);
  EXPECT_TRUE(std::isnan(again.of_quantities(0.5)[Quantity::kl_encoder]));
  EXPECT_EQ(again.samples, errors.samples);
  EXPECT_EQ(again.loss_error(0.5, 1.), errors.loss_error(0.5, 1.));
  std::vector<double> damaged = numbers;
  damaged.pop_back();
  EXPECT_FALSE(again.take(damaged));
  EXPECT_FALSE(again.take({}));
  EXPECT_FALSE(again.take({1., -1., 1e300}));
}

TEST(EstimatedErrors, AreRelativeToTheLossOrAThousandthOfTheFirst) {
  const EstimatedErrors errors = some_errors();
  EXPECT_DOUBLE_EQ(errors.loss_error(0.5, 1.), 0.021);
  EXPECT_DOUBLE_EQ(errors.loss_error(0.5, 1e-9), 0.021 * 2e-3);
  EXPECT_TRUE(std::isnan(errors.loss_error(0.7, 1.)));
  EXPECT_TRUE(errors.is_last(1.));
  EXPECT_FALSE(errors.is_last(0.5));
}

TEST(EstimatedErrors, AreSaidOnceUntilTheyGrowTenfold) {
  RunErrors errors;
  errors.estimate.times = {0., 1., 2., 3.};
  errors.estimate.loss[Cause::depth] = {0.005, 0.02, 0.1, 0.3};
  errors.estimate.predictions[Cause::depth] = {0., 0.001, 0.02, 0.3};
  errors.remedies[Cause::depth] = "Depth/Nodes = 2";
  std::ostringstream console;
  Progress progress(console, false, true);
  RunLog log({}, progress);
  ErrorWatch watch(errors, log);
  watch.look(0.);
  EXPECT_EQ(log.n_warnings(), 0u);
  watch.look(1.);
  EXPECT_EQ(log.n_warnings(), 1u);
  EXPECT_EQ(log.first_warning(),
            "t = 1: the loss is off by about 2 % (errors.csv), since the depth has too few nodes; "
            "try Depth/Nodes = 2, with which a trial run came out differently");
  watch.look(2.);
  EXPECT_EQ(log.n_warnings(), 1u);
  ErrorWatch restored(errors, log);
  restored.restore(watch.state());
  restored.look(3.);
  EXPECT_EQ(log.n_warnings(), 2u);
}

} // namespace
