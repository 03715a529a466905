// SPDX-License-Identifier: Apache-2.0
// One table gives an enumeration its names: in parameters, in files, in messages, and to code that
// is compiled for each value.

#include "parameters/parameter_file.h"
#include "parameters/parameter_section.h"
#include "rhoflow/base/enumeration.h"

#include "expect_error.h"

#include <gtest/gtest.h>

#include <sstream>

namespace rhoflow {

enum class Season { spring, late_summer, winter };

template <>
inline constexpr NamedValue<Season> names_of<Season>[] = {
    {Season::winter, "winter"}, {Season::spring, "spring"}, {Season::late_summer, "late summer"}};

namespace {

TEST(Enumeration, NamesAreReadBack) {
  EXPECT_EQ(all_values<Season>(),
            (std::vector<Season>{Season::winter, Season::spring, Season::late_summer}));
  for (const Season season : all_values<Season>())
    EXPECT_EQ(value_named<Season>(to_string(season), "Season"), season);
  EXPECT_EQ(all_names<Season>(" or "), "winter or spring or late summer");
}

TEST(Enumeration, AnUnknownNameIsRefusedWithTheKnownOnes) {
  for (const std::string name : {"summer", "", "Winter", "winter "})
    EXPECT_EQ(test::message_of<InputError>([&] { value_named<Season>(name, "Year/Season"); }),
              "Year/Season = '" + name + "': must be one of winter, spring, late summer");
}

TEST(Enumeration, ConstantIsThatOfTheValue) {
  for (const Season season : all_values<Season>())
    EXPECT_EQ(with_constant(season, [](auto constant) { return decltype(constant)::value; }),
              season);
}

TEST(Enumeration, ParameterTakesTheNamesOnly) {
  Season season = Season::late_summer;
  ParameterFile file([&season](dealii::ParameterHandler &handler) {
    ParameterSection section(handler, "Year");
    section.add("Season", season, "When to sow.");
  });
  EXPECT_EQ(season, Season::late_summer);
  std::ostringstream listing;
  file.print(listing);
  test::expect_contains(listing.str(), "one of winter, spring, late summer");
  test::expect_contains(listing.str(), "set Season = late summer");
  file.apply_setting("Year/Season=spring");
  EXPECT_EQ(season, Season::spring);
  test::expect_contains(
      test::message_of<InputError>([&] { file.apply_setting("Year/Season=fall"); }),
      "must be one of winter, spring, late summer");
  EXPECT_EQ(season, Season::spring);
}

} // namespace
} // namespace rhoflow
