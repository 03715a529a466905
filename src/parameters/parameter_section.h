// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// The section of a parameter file in which a class declares its parameters. Every add() binds a
/// variable to a key: its present value is the default, and it takes the values that are read. The
/// key, its documentation, what is admissible and the variable stand in one place:
///
///     void TimeParameters::add_parameters(dealii::ParameterHandler &handler) {
///       ParameterSection section(handler, "Time");
///       section.add("End time", end_time, "T: training time at which the run ends.", 1e-12, 1e9);
///     }
///
/// A thin layer over dealii::ParameterHandler, whose header takes seconds to compile. The variables
/// have to outlive the handler.
class ParameterSection {
public:
  /// Opens the section @p name. @throws what deal.II throws if a key is declared twice, as add()
  ParameterSection(dealii::ParameterHandler &handler, const std::string &name);
  /// Closes the section.
  ~ParameterSection();

  ParameterSection(const ParameterSection &) = delete;
  ParameterSection &operator=(const ParameterSection &) = delete;

  /// A number from @p least to @p most, both included.
  void add(const std::string &key, double &variable, const std::string &documentation,
           double least = -std::numeric_limits<double>::max(),
           double most = std::numeric_limits<double>::max());

  /// An integer from @p least to @p most, both included.
  void add(const std::string &key, unsigned int &variable, const std::string &documentation,
           int least, int most = std::numeric_limits<int>::max());

  /// 0, which means "choose for me", or an integer from @p least to @p most.
  void add_zero_or(const std::string &key, unsigned int &variable, const std::string &documentation,
                   int least, int most);

  void add(const std::string &key, bool &variable, const std::string &documentation);

  /// Any text.
  void add(const std::string &key, std::string &variable, const std::string &documentation);

  /// From @p least_count to @p most_count numbers, separated by commas.
  void add(const std::string &key, std::vector<double> &variable, const std::string &documentation,
           unsigned int least_count = 1,
           unsigned int most_count = std::numeric_limits<unsigned int>::max());

  /// One of the names of an enumeration (names_of).
  template <typename Enum, typename = std::enable_if_t<std::is_enum_v<Enum>>>
  void add(const std::string &key, Enum &variable, const std::string &documentation) {
    add_choice(
        key, to_string(variable), all_names<Enum>("|"), documentation,
        [&variable, key](const std::string &name) { variable = value_named<Enum>(name, key); });
  }

  /// One of the texts @p choices, which `|` separates.
  void add_choice(const std::string &key, std::string &variable, const std::string &choices,
                  const std::string &documentation);

private:
  void add_choice(const std::string &key, const std::string &default_choice,
                  const std::string &choices, const std::string &documentation,
                  const std::function<void(const std::string &)> &set);

  dealii::ParameterHandler &handler_;
};

} // namespace rhoflow
