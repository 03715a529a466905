// SPDX-License-Identifier: Apache-2.0
#include "observers/observer.h"

#include "rhoflow/base/errors.h"

namespace rhoflow {

const std::vector<double> &observer_state(const ObserverStates &states, const std::string &name) {
  const auto found = states.find(name);
  if (found == states.end())
    throw InputError("--resume: the checkpoint does not hold '" + name +
                     "'; start the run without --resume");
  return found->second;
}

std::optional<std::size_t> saved_count(const ObserverStates &states, const std::string &name) {
  const auto state = states.find(name);
  if (state == states.end() || state->second.size() != 1 || !(state->second.front() >= 0.) ||
      state->second.front() > 0x1p53)
    return {};
  return static_cast<std::size_t>(state->second.front());
}

} // namespace rhoflow
