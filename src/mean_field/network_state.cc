// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/mean_field/network_state.h"

#include <algorithm>
#include <cstddef>

namespace rhoflow {

void sum_over_processes(const Communicator &communicator, NetworkMoments &moments) {
  if (communicator.size() == 1)
    return;
  std::vector<AlignedVector *> components;
  for (GridField &field : moments.fields)
    for (AlignedVector &component : field)
      components.push_back(&component);
  // One message for all; those of the head may be on another grid than the others.
  AlignedVector buffer;
  for (const AlignedVector *component : components)
    buffer.insert(buffer.end(), component->begin(), component->end());
  communicator.sum(buffer.data(), buffer.size());
  auto next = buffer.cbegin();
  for (AlignedVector *component : components) {
    std::copy_n(next, component->size(), component->begin());
    next += static_cast<std::ptrdiff_t>(component->size());
  }
}

} // namespace rhoflow
