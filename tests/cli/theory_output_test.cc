// SPDX-License-Identifier: Apache-2.0
// theory.csv and its companions from outside: they agree with statistics.csv and with each other,
// and appear only if they are asked for.
#include "study/run_table.h"

#include "../expect_error.h"
#include "run_command.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow::test;

CommandResult run(const TemporaryFolder &folder, const std::string &settings) {
  folder.write("problem.prm", small_problem());
  return run_command(folder, rhoflow_program,
                     "problem.prm --quiet --output out --set Output/Fields=false "
                     "--set Output/Pictures=false "
                     "--set 'Weights/Outer nodes=12' --set 'Weights/Inner degree=5'" +
                         theory_settings(true) + settings);
}

/// Whether a relative entropy above 1e-6 is anywhere off the integral of its rate by more than
/// 1e-3.
bool entropies_differ(const rhoflow::RunTable &theory) {
  bool differ = false;
  for (const std::string name : {"kl_head", "kl_encoder"})
    for (const std::string place : {"", "_on_grid"}) {
      const std::vector<double> direct = theory.column(name + place),
                                by_rate = theory.column(name + "_by_rate");
      for (std::size_t i = 0; i < direct.size(); ++i)
        differ =
            differ || (by_rate[i] > 1e-6 && std::abs(direct[i] - by_rate[i]) > 1e-3 * by_rate[i]);
    }
  return differ;
}

bool has_note(const TemporaryFolder &folder) {
  return folder.read("out/run.log").find("note:") != std::string::npos;
}

TEST(TheoryOutput, TheRateNeedsNoMatrixAndWhatIsNotMeasuredIsNoNumber) {
  const TemporaryFolder folder;
  for (const std::string regularizer :
       {"",
        "--set 'Regularization/Type=decaying quadratic' --set Regularization/Coefficient=0.3 "}) {
    const std::string settings = regularizer + "--overwrite --set 'Theory/Relative entropy=false' ";
    ASSERT_EQ(run(folder, settings).status, 0);
    const rhoflow::RunTable with(folder.path("out/theory.csv"));
    ASSERT_EQ(run(folder, settings + "--set 'Theory/Largest Gram matrix=2'").status, 0);
    expect_contains(folder.read("out/run.log"), "no Gram matrices");
    const rhoflow::RunTable without(folder.path("out/theory.csv"));
    for (std::size_t i = 0; i < with.n_rows(); ++i) {
      const double rate = with.column("decay_rate")[i];
      EXPECT_GT(rate, 0.);
      EXPECT_NEAR(without.column("decay_rate")[i], rate, 1e-10 * rate);
      for (const char *name : {"lambda_min_g1", "lambda_max_g2", "lambda_min_sum", "gram_form_head",
                               "rate_bound_sum", "kl_head"})
        EXPECT_TRUE(std::isnan(without.column(name)[i])) << name;
    }
  }
}

TEST(TheoryOutput, AgreesWithTheStatisticsAndIsDrawn) {
  const TemporaryFolder folder;
  const std::string settings = "--set Network/Alpha=2 --set Network/Beta=2 ";
  ASSERT_EQ(run(folder, settings + "--set Output/Pictures=true").status, 0);
  const rhoflow::RunTable statistics(folder.path("out/statistics.csv"));
  const rhoflow::RunTable theory(folder.path("out/theory.csv"));
  ASSERT_EQ(theory.n_rows(), 4u);
  EXPECT_EQ(theory.column("time"), statistics.column("time"));
  EXPECT_EQ(theory.column("loss"), statistics.column("loss"));
  for (std::size_t i = 0; i < theory.n_rows(); ++i) {
    const auto at = [&](const char *name) { return theory.column(name)[i]; };
    const double dissipation = statistics.column("dissipation")[i];
    EXPECT_NEAR(at("gram_form_encoder") + at("gram_form_head"), dissipation, 1e-10 * dissipation);
    EXPECT_NEAR(at("decay_rate") * at("loss"), dissipation, 1e-10 * dissipation);
    EXPECT_GE(at("decay_rate"), at("rate_bound_sum"));
    EXPECT_GE(at("rate_bound_sum"), at("rate_bound_head") * (1. - 1e-12));
    EXPECT_NEAR(at("rate_bound_head"), 2. * 4. / 6. * at("lambda_min_g2"), 1e-15);
    if (at("kl_head") > 1e-6) {
      EXPECT_NEAR(at("kl_head_by_rate"), at("kl_head"), 1e-3 * at("kl_head"));
      EXPECT_GT(at("kl_head_error"), 0.);
      EXPECT_LE(at("kl_head_error"), 1e-3 * at("kl_head"));
    }
    EXPECT_NEAR(at("ingredient_head"), 2. * std::sqrt(std::max(at("kl_head_by_rate"), 0.) / 6.),
                1e-15);
  }
  EXPECT_EQ(has_note(folder), entropies_differ(theory));
  EXPECT_GT(theory.last("kl_head"), 1e-3);
  EXPECT_GT(theory.last("path_head"), 0.);
  EXPECT_LT(theory.last("support_head"), 1.);

  const rhoflow::RunTable depth(folder.path("out/kl_depth.csv"));
  ASSERT_EQ(depth.n_rows(), 4u * 4u); // three depth nodes and the head
  EXPECT_EQ(depth.last("head"), 1.);
  EXPECT_EQ(depth.last("kl"), theory.last("kl_head"));
  EXPECT_EQ(depth.last("kl_error"), theory.last("kl_head_error"));
  EXPECT_EQ(depth.last("kl_on_grid"), theory.last("kl_head_on_grid"));
  double mean = 0.;
  for (std::size_t i = 12; i < 15; ++i)
    mean += depth.column("weight")[i] * depth.column("kl")[i];
  EXPECT_NEAR(mean, theory.last("kl_encoder"), 1e-15);

  const rhoflow::RunTable spectrum(folder.path("out/spectrum.csv"));
  ASSERT_EQ(spectrum.n_rows(), 4u * 6u);
  EXPECT_EQ(spectrum.last("g2"), theory.last("lambda_max_g2"));

  // Pictures of a resumed run show the whole run.
  const TemporaryFolder parts;
  ASSERT_EQ(run(parts, settings + "--set 'Time/End time=0.2'").status, 0);
  ASSERT_EQ(run(parts, settings + "--set Output/Pictures=true --resume").status, 0);
  for (const char *name : {"gram", "decay_rate", "relative_entropy"}) {
    const std::string picture = std::string("out/images/") + name + ".png";
    EXPECT_EQ(parts.read(picture), folder.read(picture)) << picture;
    EXPECT_GT(folder.read(picture).size(), 1000u) << picture;
  }
}

TEST(TheoryOutput, AppearsOnlyIfAskedFor) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder, "--set Theory/Every=2").status, 0);
  // At the start, at the second output time and at the end.
  EXPECT_EQ(rhoflow::RunTable(folder.path("out/theory.csv")).n_rows(), 3u);
  ASSERT_EQ(run(folder, "--set Output/Pictures=true" + theory_settings(false)).status, 0);
  EXPECT_TRUE(std::filesystem::exists(folder.path("out/images/loss.png")));
  for (const char *file : {"theory.csv", "kl_depth.csv", "spectrum.csv"})
    EXPECT_FALSE(std::filesystem::exists(folder.path(std::string("out/") + file))) << file;
  EXPECT_FALSE(std::filesystem::exists(folder.path("out/images/gram.png")));
}

// A grid that does not resolve the head's tails shows it by the relative entropy of its nodal
// values; the characteristics do not need them.
TEST(TheoryOutput, NotesRelativeEntropiesThatDiffer) {
  const TemporaryFolder folder;
  ASSERT_EQ(
      run(folder, "--set Network/Alpha=3 --set Network/Beta=5 --set 'Time/End time=3'").status, 0);
  const rhoflow::RunTable theory(folder.path("out/theory.csv"));
  ASSERT_GT(std::abs(theory.last("kl_head_on_grid") / theory.last("kl_head_by_rate") - 1.), 2e-3);
  EXPECT_NEAR(theory.last("kl_head"), theory.last("kl_head_by_rate"),
              2e-3 * theory.last("kl_head"));
  const std::string log = folder.read("out/run.log");
  const std::size_t note = log.find("note: t = ");
  ASSERT_NE(note, std::string::npos);
  expect_contains(log.substr(note, log.find('\n', note) - note),
                  "kl_head_on_grid is off kl_head_by_rate by");
  EXPECT_EQ(log.find("note: ", note + 1), std::string::npos);
}

TEST(TheoryOutput, TakesNodalValuesWithoutCharacteristics) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder, "--set Theory/Characteristics=0").status, 0);
  const rhoflow::RunTable theory(folder.path("out/theory.csv"));
  EXPECT_GT(theory.last("kl_head"), 1e-4);
  EXPECT_EQ(theory.column("kl_head"), theory.column("kl_head_on_grid"));
  EXPECT_EQ(theory.last("kl_head_error"), 0.);
  const CommandResult few = run(folder, "--set Theory/Characteristics=10");
  EXPECT_EQ(few.status, 2);
  expect_contains(few.error, "Theory/Characteristics = '10': must be 0 or an integer from 256");
}

TEST(TheoryOutput, LeavesOutGramMatricesOfManySamples) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder, "--set 'Theory/Largest Gram matrix=5'").status, 0);
  EXPECT_FALSE(std::filesystem::exists(folder.path("out/spectrum.csv")));
  EXPECT_GT(rhoflow::RunTable(folder.path("out/theory.csv")).last("kl_head"), 1e-4);
  EXPECT_NE(folder.read("out/run.log").find("no Gram matrices"), std::string::npos);
}

TEST(TheoryOutput, DoesNotDependOnTheThreads) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder, "--threads 1").status, 0);
  const std::string theory = folder.read("out/theory.csv"),
                    spectrum = folder.read("out/spectrum.csv");
  ASSERT_EQ(run(folder, "--threads 2").status, 0);
  EXPECT_EQ(folder.read("out/theory.csv"), theory);
  EXPECT_EQ(folder.read("out/spectrum.csv"), spectrum);
}

// The loss falls to 4e-4 of its start while the regulariser still moves the weights: their
// velocities do not fall with the residuals.
TEST(TheoryOutput, IntegratesTheRatesOfARegularisedFlow) {
  const TemporaryFolder folder;
  const CommandResult result =
      run_command(folder, std::string(problems_folder) + "/zero_loss",
                  "--quiet --output out --set Output/Fields=false --set Output/Pictures=false "
                  "--set Regularization/Coefficient=1 --set Data/Samples=3 --set Network/Alpha=5 "
                  "--set Time/Tolerance=1e-4" +
                      no_errors);
  ASSERT_EQ(result.status, 0) << result.error;
  const rhoflow::RunTable theory(folder.path("out/theory.csv"));
  EXPECT_LT(theory.last("loss"), 1e-3 * theory.column("loss").front());
  const std::vector<double> entropy = theory.column("kl_encoder"),
                            by_rate = theory.column("kl_encoder_by_rate");
  for (std::size_t i = 1; i < entropy.size(); ++i)
    EXPECT_NEAR(entropy[i], by_rate[i], 5e-4 * by_rate[i]) << i;
}

TEST(TheoryOutput, KnowsAFixedHeadAndOneSide) {
  const TemporaryFolder folder;
  ASSERT_EQ(run(folder, "--set Network/Head=fixed --set 'Regularization/Type=decaying quadratic' "
                        "--set Regularization/Coefficient=0.1")
                .status,
            0);
  const rhoflow::RunTable theory(folder.path("out/theory.csv"));
  EXPECT_EQ(theory.last("lambda_max_g2"), 0.);
  EXPECT_EQ(theory.last("kl_head"), 0.);
  EXPECT_GT(theory.last("kl_encoder"), 1e-4);
  EXPECT_NEAR(theory.last("kl_encoder_by_rate"), theory.last("kl_encoder"),
              1e-3 * theory.last("kl_encoder"));
  EXPECT_EQ(has_note(folder), entropies_differ(theory));
  EXPECT_EQ(run(folder, "--set Network/Head=fixed --set Network/Train=head").status, 2);
  EXPECT_EQ(
      run(folder, "--set Network/Train=head --set 'Regularization/Type=decaying quadratic'").status,
      2);
}

} // namespace
