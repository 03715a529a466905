// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// One declared parameter and its present value.
struct ParameterEntry {
  std::vector<std::string> section; ///< the enclosing subsections, outermost first
  std::string key;
  std::string value;
  std::string default_value;
  std::string documentation;
  std::string pattern; ///< deal.II's description of the values that are allowed
};

/// All parameters declared in @p handler, in the order of their declaration.
std::vector<ParameterEntry> declared_parameters(const dealii::ParameterHandler &handler);

/// Puts deal.II's description of a pattern into words: "[Integer range 1...9 (inclusive)]" becomes
/// "an integer from 1 to 9".
std::string admissible_values(const std::string &pattern_description);

} // namespace rhoflow
