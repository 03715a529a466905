// SPDX-License-Identifier: Apache-2.0
// The 0-1 error counts predictions without the sign of their label.

#include "diagnostics/zero_one_error.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

TEST(ZeroOneError, CountsWrongSignsAndZeros) {
  const ZeroOneError error =
      zero_one_error({-1, 1, 1, -1, 1}, {-0.1, 1e-300, -1e-300, 0., 5.}); // third and fourth
  EXPECT_EQ(error.wrong, 2u);
  EXPECT_EQ(error.samples, 5u);
  EXPECT_DOUBLE_EQ(error.share(), 0.4);
}

TEST(ZeroOneError, OfNoSamplesIsZero) {
  EXPECT_EQ(zero_one_error({}, {}).share(), 0.);
}

} // namespace
} // namespace rhoflow
