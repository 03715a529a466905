// Ticks are round, lie within the range, and their labels say what they are.

#include "plots/axis.h"
#include "rhoflow/base/errors.h"

#include <cmath>

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

std::vector<std::string> labels(const Axis &axis) {
  std::vector<std::string> result;
  for (const Tick &tick : axis.ticks())
    if (!tick.label.empty())
      result.push_back(tick.label);
  return result;
}

TEST(Axis, LinearTicksAreRoundAndSymmetric) {
  const Axis axis(-1.08, 1.08, AxisScale::linear, 5);
  const std::vector<std::string> expected = {"\u22121.0", "\u22120.5", "0.0", "0.5", "1.0"};
  EXPECT_EQ(labels(axis), expected);
  EXPECT_NEAR(axis.position(0), 0.5, 1e-15);
}

TEST(Axis, LargeAndSmallNumbersHaveACommonPowerOfTen) {
  const Axis large(0, 60000, AxisScale::linear, 6);
  EXPECT_EQ(large.multiplier(), "\u00d710^{4}");
  EXPECT_EQ(labels(large).back(), "6");
  const Axis small(0, 1.6e-4, AxisScale::linear, 4);
  EXPECT_EQ(small.multiplier(), "\u00d710^{\u22124}");
  EXPECT_EQ(labels(small).back(), "1.5");
}

TEST(Axis, LogarithmicTicksArePowersOfTenWithMinorTicksBetween) {
  const Axis axis(0.005, 2, AxisScale::logarithmic, 8);
  const std::vector<std::string> expected = {"10^{\u22122}", "10^{\u22121}", "10^{0}"};
  EXPECT_EQ(labels(axis), expected);
  EXPECT_GT(axis.ticks().size(), 20u);
  EXPECT_NEAR(axis.position(0.1), std::log(20) / std::log(400), 1e-14);
  EXPECT_LT(axis.position(0), 0);
}

TEST(Axis, ThereAreNoMoreLabelsThanAllowed) {
  for (const int most : {2, 3, 5, 9})
    for (const double upper : {1.0, 3.7, 14.0, 1e3}) {
      EXPECT_LE(labels(Axis(0.01, upper, AxisScale::linear, most)).size(),
                static_cast<std::size_t>(most + 1));
      EXPECT_GE(labels(Axis(-upper, upper, AxisScale::linear, most)).size(), 1u);
    }
  EXPECT_LE(labels(Axis(1e-30, 1, AxisScale::logarithmic, 8)).size(), 8u);
}

TEST(Axis, RangesLessThanADecadeStillHaveLabels) {
  EXPECT_GE(labels(Axis(1, 1.6, AxisScale::logarithmic, 8)).size(), 3u);
  EXPECT_GE(labels(Axis(0.3, 2.5, AxisScale::logarithmic, 8)).size(), 3u);
  EXPECT_EQ(labels(Axis(0.025, 0.082, AxisScale::logarithmic, 8)),
            (std::vector<std::string>{"0.03", "0.04", "0.05", "0.06", "0.07", "0.08"}));
  EXPECT_EQ(labels(Axis(2e-6, 9e-6, AxisScale::logarithmic, 4)),
            (std::vector<std::string>{"2\u00d710^{\u22126}", "3\u00d710^{\u22126}",
                                      "5\u00d710^{\u22126}", "7\u00d710^{\u22126}"}));
}

TEST(Axis, RangesWithOnePowerOfTenHaveLabelsAlongTheWholeAxis) {
  EXPECT_EQ(labels(Axis(0.0105, 0.85, AxisScale::logarithmic, 8)),
            (std::vector<std::string>{"0.02", "0.05", "0.1", "0.2", "0.5"}));
  EXPECT_EQ(labels(Axis(1.9, 26., AxisScale::logarithmic, 10)),
            (std::vector<std::string>{"2", "3", "5", "7", "10", "20"}));
}

TEST(Axis, DegenerateValuesGiveADrawableRange) {
  for (const auto scale : {AxisScale::linear, AxisScale::logarithmic})
    for (const std::vector<double> &values :
         {std::vector<double>{}, {0}, {3, 3, 3}, {-1, -2}, {1e-300}, {std::nan(""), 1}}) {
      const Axis axis = Axis::around(values, scale, 6);
      EXPECT_LT(axis.lower(), axis.upper());
      EXPECT_FALSE(axis.ticks().empty());
    }
}

TEST(Axis, BadRangesAreRefused) {
  EXPECT_THROW(Axis(1, 1, AxisScale::linear, 5), RunError);
  EXPECT_THROW(Axis(0, 1, AxisScale::logarithmic, 5), RunError);
  EXPECT_THROW(Axis(std::nan(""), 1, AxisScale::linear, 5), RunError);
}

} // namespace
} // namespace rhoflow
