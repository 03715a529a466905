// SPDX-License-Identifier: Apache-2.0
// The text behind --sweep: commas are between values, double quotes keep those within one; names of
// runs are names of folders, and no two the same.

#include "study/sweep_axis.h"

#include "expect_error.h"
#include "rhoflow/base/errors.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

using Texts = std::vector<std::string>;

TEST(SweepAxis, CommasAreBetweenValues) {
  const SweepAxis axis = parse_sweep_axis("Network / Beta = 1, 3 ,10");
  EXPECT_EQ(axis.key, "Network/Beta");
  EXPECT_EQ(axis.values, (Texts{"1", "3", "10"}));
  EXPECT_EQ(parse_sweep_axis("Network/Activation=tanh").values, (Texts{"tanh"}));
}

TEST(SweepAxis, DoubleQuotesKeepCommasTogether) {
  EXPECT_EQ(parse_sweep_axis(R"(Weights/Initial mean="0, 1" , 2,"0,""3""")").values,
            (Texts{"0, 1", "2", "0,\"3\""}));
  EXPECT_EQ(parse_sweep_axis(R"(Data/Test file="",a.csv)").values, (Texts{"", "a.csv"}));
}

TEST(SweepAxis, WhatIsNoListIsRefused) {
  const std::pair<std::string, std::string> cases[] = {
      {"Network/Beta=1,,3", "a value is empty"},
      {"Network/Beta=", "a value is empty"},
      {"Network/Beta=1,", "a value is empty"},
      {"Network/Beta=1,3,1", "Network/Beta = '1': this value is given twice"},
      {"Weights/Initial mean=\"0, 1", "is not closed"},
      {"Weights/Initial mean=\"0\", \"1\"2", "a comma has to follow"},
      {"Network=1,2", "write it as --sweep 'Section/Key=value,...'"}};
  for (const auto &[text, problem] : cases) {
    SCOPED_TRACE(text);
    test::expect_contains(test::message_of<InputError>([t = text] { parse_sweep_axis(t); }),
                          problem);
  }
}

TEST(SweepAxis, AllCombinationsAreMadeTheLastAxisFirst) {
  const std::vector<SweepAxis> axes{{"A/b", {"1", "2"}}, {"A/c", {"x", "y"}}};
  EXPECT_EQ(sweep_combinations(axes),
            (std::vector<Texts>{{"1", "x"}, {"1", "y"}, {"2", "x"}, {"2", "y"}}));
}

TEST(SweepAxis, NamesOfRunsAreNamesOfFolders) {
  const auto names = [](const std::vector<SweepAxis> &axes) {
    return sweep_run_names(axes, sweep_combinations(axes));
  };
  EXPECT_EQ(names({{"Network/Beta", {"1", "1e-3"}}}), (Texts{"beta_1", "beta_1e-3"}));
  EXPECT_EQ(names({{"Time/End time", {"2"}}, {"Network/Beta", {"-1.5"}}}),
            (Texts{"end_time_2_beta_-1.5"}));
  EXPECT_EQ(names({{"Data/Seed", {"1"}}, {"Particles/Seed", {"2"}}}),
            (Texts{"data_seed_1_particles_seed_2"}));
  EXPECT_EQ(names({{"Weights/Initial mean", {"0, 1", "0 1", "../0/1"}}}),
            (Texts{"initial_mean_0_1", "initial_mean_0_1_no2", "initial_mean_.._0_1"}));
}

} // namespace
} // namespace rhoflow
