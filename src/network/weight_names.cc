// SPDX-License-Identifier: Apache-2.0
#include "network/weight_names.h"

namespace rhoflow {

std::vector<std::string> weight_names(bool head, unsigned int n_inputs, NameStyle style) {
  std::vector<std::string> names;
  const auto add = [&](const std::string &letter, unsigned int n) {
    for (unsigned int k = 1; k <= n; ++k) {
      const std::string number = std::to_string(k);
      names.push_back(letter + (n == 1 ? "" : style == NameStyle::plain ? number : "_" + number));
    }
  };
  add(head ? "a" : "u", head ? 1 : n_inputs);
  add("w", n_inputs);
  add("b", 1);
  return names;
}

} // namespace rhoflow
