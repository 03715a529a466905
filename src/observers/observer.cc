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

} // namespace rhoflow
