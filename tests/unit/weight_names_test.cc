// SPDX-License-Identifier: Apache-2.0
// Names of weights, which stand in files that people and programs read.

#include "network/weight_names.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

using Names = std::vector<std::string>;

TEST(WeightNames, OneInputNeedsNoNumbers) {
  for (const NameStyle style : {NameStyle::plain, NameStyle::indexed}) {
    EXPECT_EQ(weight_names(false, 1, style), (Names{"u", "w", "b"}));
    EXPECT_EQ(weight_names(true, 1, style), (Names{"a", "w", "b"}));
  }
}

TEST(WeightNames, SeveralInputsAreNumberedInTheStyleOfTheFile) {
  EXPECT_EQ(weight_names(false, 2), (Names{"u1", "u2", "w1", "w2", "b"}));
  EXPECT_EQ(weight_names(true, 2), (Names{"a", "w1", "w2", "b"}));
  EXPECT_EQ(weight_names(false, 2, NameStyle::indexed), (Names{"u_1", "u_2", "w_1", "w_2", "b"}));
  const Names many = weight_names(false, 12);
  ASSERT_EQ(many.size(), 25u);
  EXPECT_EQ(many[11], "u12");
  EXPECT_EQ(many[12], "w1");
}

} // namespace
} // namespace rhoflow
