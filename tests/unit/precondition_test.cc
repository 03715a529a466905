// SPDX-License-Identifier: Apache-2.0
// A broken precondition is reported with the condition, the place and a text; a kept one costs
// nothing but its evaluation. The checks are on in this file in every build.

#ifndef RHOFLOW_CHECKS
#define RHOFLOW_CHECKS
#endif
#include "rhoflow/base/precondition.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rhoflow {
namespace {

double square_root(double x) {
  RHOFLOW_PRECONDITION(x >= 0., "x is not negative");
  return std::sqrt(x);
}

TEST(Precondition, IsReportedWithConditionPlaceAndText) {
  const std::string message = test::message_of<PreconditionError>([] { square_root(-1.); });
  test::expect_contains(message, "precondition_test.cc:");
  test::expect_contains(message, "'x >= 0.'");
  test::expect_contains(message, "x is not negative");
}

TEST(Precondition, LetsPassWhatIsGood) {
  EXPECT_EQ(square_root(4.), 2.);
}

TEST(Precondition, TextIsMadeOnlyIfItIsNeeded) {
  int made = 0;
  const auto text = [&made] {
    ++made;
    return std::string("a text");
  };
  RHOFLOW_PRECONDITION(made == 0, text());
  EXPECT_EQ(made, 0);
  EXPECT_THROW(RHOFLOW_PRECONDITION(made == 1, text()), std::logic_error);
  EXPECT_EQ(made, 1);
}

} // namespace
} // namespace rhoflow
