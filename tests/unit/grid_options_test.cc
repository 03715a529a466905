// SPDX-License-Identifier: Apache-2.0
// Lists of weights on the command line of rhoflow-evaluate. Known: what they say, and the one line
// in answer to each mistake.
#include "../expect_error.h"
#include "evaluation/grid_options.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

#include <functional>

namespace rhoflow {
namespace {

const std::vector<std::string> listed_weights{"u_1", "u_2", "w_1", "w_2", "b"};

void expect_refusal(const std::function<void()> &action, const std::string &message) {
  test::expect_contains(test::message_of<InputError>(action), message);
}

TEST(GridOptions, NameWeightsWithAndWithoutALine) {
  EXPECT_EQ(named_weights("--plane", "w1, u_2", listed_weights, 2, 2),
            (std::vector<unsigned int>{2, 1}));
  const auto values = named_values("--at", "b = -0.3, u2=1e2", listed_weights);
  EXPECT_EQ(values[4], -0.3);
  EXPECT_EQ(values[1], 100.);
  EXPECT_FALSE(values[0]);
  const auto ranges = named_ranges("--range", "w_2=-2:.5", listed_weights);
  EXPECT_EQ(ranges[3], (std::array<double, 2>{-2., 0.5}));
  EXPECT_EQ(listed_numbers("--time", "0,1.5, 2"), (std::vector<double>{0., 1.5, 2.}));
  for (const auto &value : named_values("--at", "", listed_weights))
    EXPECT_FALSE(value);
}

TEST(GridOptions, AnswerMistakesInOneLine) {
  const auto weights = [](const char *text) {
    return [text] { named_weights("--plane", text, listed_weights, 1, 2); };
  };
  expect_refusal(weights("w1,w2,b"), "--plane = 'w1,w2,b': name 1 or 2 weights with commas");
  expect_refusal(weights("w1,x"), "'x' is no weight of this density; choose from u_1, u_2, w_1");
  expect_refusal(weights("w1,w_1"), "a weight is named twice");
  expect_refusal(weights(""), "'' is no weight");
  const auto values = [](const char *text) {
    return [text] { named_values("--at", text, listed_weights); };
  };
  expect_refusal(values("b"), "--at = 'b': write entries NAME=VALUE with commas between them");
  expect_refusal(values("b=1,b=2"), "a weight is named twice");
  for (const char *text : {"b=much", "b=inf", "b=1.5x", "b="})
    expect_refusal(values(text), "is not a finite number");
  const auto ranges = [](const char *text) {
    return [text] { named_ranges("--range", text, listed_weights); };
  };
  expect_refusal(ranges("b=0"), "write entries NAME=LOW:HIGH with commas between them");
  expect_refusal(ranges("b=1:1"), "a range begins below its end");
  expect_refusal([] { listed_numbers("--time", "1,,2"); }, "'' is not a finite number");
}

} // namespace
} // namespace rhoflow
