#pragma once

#include "rhoflow/base/enumeration.h"

#include <functional>
#include <string>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Declares a parameter whose values are the texts @p choices, separated by `|`, and hands its
/// value, at first @p default_choice, to @p set.
void add_choice(dealii::ParameterHandler &prm, const std::string &key,
                const std::string &default_choice, const std::string &choices,
                const std::string &documentation,
                const std::function<void(const std::string &)> &set);

/// Declares a parameter whose values are the names of an enumeration (see names_of) and binds
/// @p variable to it, as ParameterHandler::add_parameter() does for numbers.
template <typename Enum>
void add_enumeration(dealii::ParameterHandler &prm, const std::string &key, Enum &variable,
                     const std::string &documentation) {
  add_choice(
      prm, key, to_string(variable), all_names<Enum>("|"), documentation,
      [&variable, key](const std::string &name) { variable = value_named<Enum>(name, key); });
}

} // namespace rhoflow
