// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"
#include "rhoflow/base/quoted_text.h"

#include <cstddef>
#include <iterator>
#include <string>
#include <type_traits>
#include <vector>

namespace rhoflow {

/// A value of an enumeration and its name in parameter files, in data files and in messages.
template <typename Enum>
struct NamedValue {
  Enum value;
  const char *name;
};

/// All values of an enumeration with their names, in the order in which people read them. An
/// enumeration with names specialises this table beside its declaration; parameters, files and
/// messages follow from it:
///
///     enum class DepthRule { gauss, euler };
///
///     template <>
///     inline constexpr NamedValue<DepthRule> names_of<DepthRule>[] = {
///         {DepthRule::gauss, "gauss"}, {DepthRule::euler, "euler"}};
template <typename Enum>
inline constexpr NamedValue<Enum> names_of[1] = {};

/// The name of @p value. @pre the table has a line for it
template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
std::string to_string(Enum value) {
  for (const NamedValue<Enum> &entry : names_of<Enum>)
    if (entry.value == value)
      return entry.name;
  RHOFLOW_PRECONDITION(false, "the table has a line for the value");
  return "unnamed";
}

/// All values, in the order of the table.
template <typename Enum>
std::vector<Enum> all_values() {
  std::vector<Enum> values;
  for (const NamedValue<Enum> &entry : names_of<Enum>)
    values.push_back(entry.value);
  return values;
}

/// All names, in the order of the table, with @p separator between them.
template <typename Enum>
std::string all_names(const std::string &separator) {
  std::string list;
  for (const NamedValue<Enum> &entry : names_of<Enum>)
    list += (list.empty() ? "" : separator) + entry.name;
  return list;
}

/// The value called @p name. @throws InputError if there is none, naming @p key, which is where the
/// name stands, the name itself, and all that are possible
template <typename Enum>
Enum value_named(const std::string &name, const std::string &key) {
  for (const NamedValue<Enum> &entry : names_of<Enum>)
    if (name == entry.name)
      return entry.value;
  throw InputError(key + " = " + quoted_text(name) + ": must be one of " + all_names<Enum>(", "));
}

/// Calls @p action with @p value as a constant, std::integral_constant, for code that is compiled
/// for every value, and returns its result. @pre the table has a line for @p value
template <typename Enum, std::size_t line = 0, typename Action>
auto with_constant(Enum value, const Action &action) {
  if constexpr (line + 1 < std::size(names_of<Enum>)) {
    if (value != names_of<Enum>[line].value)
      return with_constant<Enum, line + 1>(value, action);
  }
  RHOFLOW_PRECONDITION(value == names_of<Enum>[line].value, "the table has a line for the value");
  return action(std::integral_constant<Enum, names_of<Enum>[line].value>());
}

} // namespace rhoflow
