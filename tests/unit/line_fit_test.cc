// SPDX-License-Identifier: Apache-2.0
// Straight-line fits against cases with known answers, and the tables that studies read and write.
#include "../expect_error.h"
#include "../temporary_folder.h"

#include "rhoflow/base/errors.h"
#include "study/line_fit.h"
#include "study/result_table.h"
#include "study/run_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

namespace rhoflow {
namespace {

TEST(LineFit, RecoversALine) {
  const LineFit fit = fit_line({0., 1., 3., 7.}, {2., 1.5, 0.5, -1.5});
  EXPECT_NEAR(fit.slope, -0.5, 1e-15);
  EXPECT_NEAR(fit.intercept, 2., 1e-15);
  EXPECT_NEAR(fit.slope_half_width, 0., 1e-14);
}

// Symmetric points (-1, 0, 1) with values (0, 1, 0) + x: slope 1, residuals -1/3, 2/3, -1/3, so the
// standard error of the slope is sqrt((2/3) / 1 / 2) and Student's 97.5 % point with one degree of
// freedom is tan(0.475 pi) = 12.7062.
TEST(LineFit, IntervalIsStudents) {
  const LineFit fit = fit_line({-1., 0., 1.}, {-1., 1., 1.});
  EXPECT_NEAR(fit.slope, 1., 1e-14);
  EXPECT_NEAR(fit.slope_half_width, std::tan(0.475 * M_PI) * std::sqrt(1. / 3.), 1e-10);
}

TEST(LineFit, OfTwoPointsHasNoInterval) {
  const LineFit fit = fit_line({1., 2.}, {0., 3.});
  EXPECT_NEAR(fit.slope, 3., 1e-15);
  EXPECT_TRUE(std::isnan(fit.slope_half_width));
  EXPECT_EQ(fit.text(), "3 (2 points)");
}

TEST(LineFit, FindsAPower) {
  const LineFit fit = fit_power({1., 10., 100., 1000.}, {3., 3e-2, 3e-4, 3e-6});
  EXPECT_NEAR(fit.slope, -2., 1e-13);
  EXPECT_NEAR(std::exp(fit.intercept), 3., 1e-12);
}

TEST(TwoTermFit, RecoversBothCoefficients) {
  const TwoTermFit exact = fit_two_terms({1., 2., 3.}, {1., 0.5, 4.}, {1., 5., 1.});
  EXPECT_NEAR(exact.a, 3., 1e-12);
  EXPECT_NEAR(exact.b, -2., 1e-12);
  EXPECT_NEAR(exact.a_half_width, 0., 1e-10);
}

// Orthogonal terms (1, -1, 0) and (0, 0, 1) with values (2, 0, 5): a = 1, b = 5, residuals 1, 1, 0,
// one degree of freedom: the standard errors are sqrt(2 / 2) and sqrt(2 / 1).
TEST(TwoTermFit, IntervalsAreStudents) {
  const TwoTermFit fit = fit_two_terms({1., -1., 0.}, {0., 0., 1.}, {2., 0., 5.});
  EXPECT_NEAR(fit.a, 1., 1e-14);
  EXPECT_NEAR(fit.b, 5., 1e-14);
  EXPECT_NEAR(fit.a_half_width, std::tan(0.475 * M_PI), 1e-9);
  EXPECT_NEAR(fit.b_half_width, std::tan(0.475 * M_PI) * std::sqrt(2.), 1e-9);
  EXPECT_THROW(fit_two_terms({1., 2., 3.}, {2., 4., 6.}, {1., 1., 1.}), RunError);
  EXPECT_THROW(fit_two_terms({1., 2.}, {2., 1.}, {1., 1.}), RunError);
}

TEST(LineFit, RefusesWhatHasNoLine) {
  EXPECT_THROW(fit_line({1.}, {1.}), RunError);
  EXPECT_THROW(fit_line({1., 1.}, {1., 2.}), RunError);
  EXPECT_THROW(fit_line({1., 2.}, {1., NAN}), RunError);
  EXPECT_THROW(fit_line({1., 2.}, {1.}), RunError);
  EXPECT_THROW(fit_power({1., 2.}, {1., 0.}), RunError);
}

TEST(RunTable, ReadsWhatResultTableWrites) {
  const test::TemporaryFolder folder;
  ResultTable table({"n", "value"});
  table.add_row({4., 1. / 3.});
  table.add_row({8., -2e-300});
  table.write_csv(folder.path("table.csv"));
  const RunTable read(folder.path("table.csv"));
  EXPECT_EQ(read.n_rows(), 2u);
  EXPECT_EQ(read.column("n"), table.numbers("n"));
  EXPECT_EQ(read.column("value"), table.numbers("value"));
  EXPECT_EQ(read.last("value"), -2e-300);
  EXPECT_THROW(read.column("m"), RunError);
}

TEST(RunTable, NamesWhatIsWrong) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(RunTable table(folder.path("missing.csv")), RunError);
  folder.write("short.csv", "a,b\n1,2\n3\n");
  folder.write("text.csv", "a,b\n1,x\n");
  test::expect_contains(
      test::message_of<RunError>([&] { RunTable table(folder.path("short.csv")); }), "short.csv:3");
  test::expect_contains(
      test::message_of<RunError>([&] { RunTable table(folder.path("text.csv")); }),
      "'x': this is not a number");
}

TEST(ResultTable, PrintsMarkdown) {
  ResultTable table({"run", "loss"});
  table.add_row({std::string("frozen"), 0.125});
  std::ostringstream out;
  table.print(out);
  EXPECT_EQ(out.str(), "| run    | loss  |\n|--------|-------|\n| frozen | 0.125 |\n");
}

} // namespace
} // namespace rhoflow
