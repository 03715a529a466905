// SPDX-License-Identifier: Apache-2.0
#include "sampling/student.h"

#include "comparison/significance.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace rhoflow;

// Values of SciPy, stats.t.
TEST(Student, QuantilesAndProbabilities) {
  EXPECT_NEAR(significance, std::erfc(3. / std::sqrt(2.)), 1e-17);
  EXPECT_NEAR(student_quantile(significance, 1.), 235.80149796043636, 1e-6);
  EXPECT_NEAR(student_quantile(significance, 2.), 19.20674421144564, 1e-9);
  EXPECT_NEAR(student_quantile(significance, 7.), 4.529973678736939, 1e-9);
  EXPECT_NEAR(student_quantile(significance, 1000.), 3.007517280226101, 1e-9);
  EXPECT_NEAR(student_quantile(0.05, 4.), 2.7764451051977987, 1e-12);
  EXPECT_NEAR(student_p_value(15.44, 2.), 0.004168532854731648, 1e-12);
  EXPECT_NEAR(student_p_value(3., 3.), 0.05766888562243731, 1e-12);
  EXPECT_EQ(student_p_value(HUGE_VAL, 3.), 0.);
  EXPECT_EQ(student_p_value(0., 3.), 1.);
}

} // namespace
