// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/mean_field/network_state.h"

#include <algorithm>

namespace rhoflow {

void sum_over_processes(const Communicator &communicator, NetworkMoments &moments) {
  if (communicator.size() == 1)
    return;
  std::vector<AlignedVector *> components;
  for (GridField &field : moments.fields)
    for (AlignedVector &component : field)
      components.push_back(&component);
  // One message for all.
  const std::size_t size = components.front()->size();
  AlignedVector buffer(components.size() * size);
  for (std::size_t i = 0; i < components.size(); ++i)
    std::copy(components[i]->begin(), components[i]->end(),
              buffer.begin() + std::ptrdiff_t(i * size));
  communicator.sum(buffer.data(), buffer.size());
  for (std::size_t i = 0; i < components.size(); ++i)
    std::copy_n(buffer.begin() + std::ptrdiff_t(i * size), size, components[i]->begin());
}

} // namespace rhoflow
