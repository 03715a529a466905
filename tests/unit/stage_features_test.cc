// SPDX-License-Identifier: Apache-2.0
// Where forward solves of stages start. Exact: a polynomial of the degree of the extrapolation is
// met whatever the times are.
#include "particles/stage_features.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

std::vector<double> line(double time) {
  return {1. + 2. * time, -3. * time};
}

TEST(StageFeatures, ExtrapolateAStraightLine) {
  StageFeatures stages;
  const std::vector<double> present{7., 8.};
  EXPECT_EQ(stages.extrapolated(0.3, present), present);
  stages.add(1., line(1.));
  EXPECT_EQ(stages.extrapolated(2., present), line(1.));
  stages.add(1.5, line(1.5));
  for (const double time : {0.5, 1.2, 1.7, 3.}) {
    const std::vector<double> found = stages.extrapolated(time, present), exact = line(time);
    for (std::size_t i = 0; i < found.size(); ++i)
      EXPECT_NEAR(found[i], exact[i], 1e-14) << time;
  }
}

TEST(StageFeatures, KeepTheLastOfATimeAndForgetAtTheStartOfAStep) {
  StageFeatures stages;
  const std::vector<double> present{7., 8.}, later{5., 6.};
  stages.add(1., line(1.));
  stages.add(1.5, line(1.5));
  stages.add(1.5, later);
  EXPECT_EQ(stages.extrapolated(1.5, present), later);
  stages.clear();
  EXPECT_EQ(stages.extrapolated(1.5, present), present);
}

} // namespace
} // namespace rhoflow
