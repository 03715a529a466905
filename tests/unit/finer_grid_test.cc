// SPDX-License-Identifier: Apache-2.0
// What is finer by a cause of error, settings that a run takes, the list of numbers that a
// checkpoint keeps, and the words of the warnings.
#include "accuracy/accuracy_watch.h"
#include "accuracy/error_watch.h"
#include "accuracy/estimated_errors.h"
#include "observers/progress.h"
#include "parameters/parameter_file.h"
#include "rhoflow/run/setup.h"
#include "run/accepted_settings.h"
#include "run/resolution/finer_grid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <limits>
#include <random>
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

/// Parameters like @p given and @p settings, "A/B = 1, C/D = 2", as the program takes them.
Parameters taken(const Parameters &given, const std::string &settings, unsigned int dimension) {
  Parameters result = given;
  ParameterFile file([&](dealii::ParameterHandler &handler) { result.add_parameters(handler); });
  std::istringstream parts(settings);
  for (std::string part; std::getline(parts, part, ',');)
    file.apply_setting(part);
  result.check(dimension);
  return result;
}

/// All remedies for @p parameters: of the companions, and of a run without.
std::vector<std::string> remedies_of(const Parameters &parameters) {
  std::vector<std::string> remedies;
  const PerCause<std::string> settings = finer_settings(parameters);
  for (const Cause cause : all_causes)
    remedies.push_back(settings[cause]);
  Progress progress(std::cout, false, true);
  for (double ErrorEstimates::*cause :
       {&ErrorEstimates::outer, &ErrorEstimates::inner, &ErrorEstimates::box,
        &ErrorEstimates::depth, &ErrorEstimates::time}) {
    RunLog log({}, progress);
    AccuracyWatch watch(
        parameters.weights, parameters.depth, parameters.time.tolerance,
        [&](const std::string &remedy) { return are_accepted(parameters, remedy); }, log);
    ErrorEstimates estimates;
    estimates.*cause = 0.7;
    watch.look(1., estimates);
    const std::string words = "; try ", &warning = log.first_warning();
    if (const std::size_t at = warning.find(words); at != std::string::npos)
      remedies.push_back(warning.substr(at + words.size()));
  }
  return remedies;
}

TEST(Remedies, AreTakenByAnyRunNearTheLimits) {
  std::mt19937 random(1); // NOLINT(cert-msc51-cpp): the same cases every time
  const auto one_of = [&](const auto &values) { return values.at(random() % values.size()); };
  const std::vector<unsigned int> outer{3, 8, 72, 88, 95, 96}, cells{2, 12, 900, 998, 999, 1000},
      degrees{1, 4, 15, 16}, nodes{1, 14, 15, 16};
  const std::vector<double> widths{1e-3, 6.5, 790., 999., 1e3}, gradings{0., 2., 4.3, 4.8, 5.},
      tolerances{0.1, 1e-6, 1.1e-12, 1e-12, 2e-13, 1e-13};
  std::size_t n_remedies = 0;
  for (unsigned int k = 0; k < 16; ++k) {
    Parameters parameters;
    WeightsParameters &weights = parameters.weights;
    weights.outer_basis = k % 2 == 0 ? "hermite" : "finite element";
    weights.outer_nodes = one_of(outer);
    weights.inner = {one_of(cells), one_of(degrees), one_of(widths), one_of(gradings)};
    if (k % 3 == 0) {
      weights.head_outer_nodes = one_of(outer);
      weights.head_inner = {one_of(cells), one_of(degrees), one_of(widths), one_of(gradings)};
    }
    parameters.depth.nodes = one_of(nodes);
    parameters.time.tolerance = one_of(tolerances);
    for (const std::string &remedy : remedies_of(parameters)) {
      EXPECT_NO_THROW(taken(parameters, remedy, 1)) << k << ": " << remedy;
      n_remedies += remedy.empty() ? 0 : 1;
    }
  }
  EXPECT_GE(n_remedies, 80u); // it is not by naming none
}

TEST(Remedies, HoldTheStartWhereTheGridDoes) {
  for (const std::string basis : {"hermite", "finite element"})
    for (const double grading : {0., 3.}) {
      Parameters parameters;
      WeightsParameters &weights = parameters.weights;
      weights.outer_basis = basis;
      weights.outer_nodes = 8;
      weights.inner = {8, 4, 5., grading};
      weights.initial_variance = weights.head_initial_variance = {0.6};
      parameters.theory.relative_entropy = false;
      ASSERT_NO_THROW(check_mesh(parameters, 1)) << basis << ' ' << grading;
      for (const std::string &remedy : remedies_of(parameters)) {
        Parameters finer = taken(parameters, remedy, 1);
        EXPECT_NO_THROW(check_start(finer, 1)) << remedy;
        EXPECT_NO_THROW(check_mesh(finer, 1)) << basis << ' ' << grading << ": " << remedy;
      }
    }
}

TEST(Remedies, AreNotNamedWhereARunTakesNothingFiner) {
  Parameters parameters;
  parameters.weights.outer_basis = "finite element";
  parameters.weights.outer_nodes = WeightsParameters::most_outer_nodes;
  parameters.weights.inner = {InnerMeshParameters::most_cells, InnerMeshParameters::most_degree,
                              6.5, 5.};
  parameters.depth.nodes = 16;
  parameters.time.tolerance = 1e-13;
  for (const std::string &remedy : remedies_of(parameters))
    EXPECT_EQ(remedy, "");
  parameters.time.tolerance = 1e-12;
  EXPECT_EQ(finer_settings(parameters)[Cause::time], "Time/Tolerance = 1e-13");
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
