// SPDX-License-Identifier: Apache-2.0
#include "base/parallel_loop.h"
#include "sampling/counter_random.h"
#include "sampling/normal_points.h"

#include <algorithm>

namespace rhoflow {

void fill_random(std::uint32_t seed, std::uint32_t stream, const EnsembleLayout &layout,
                 AlignedVector &values, std::vector<double> *choice) {
  constexpr std::size_t block = 4096;
  values.assign(layout.n_values(), 0.);
  if (choice != nullptr)
    choice->resize(layout.n_particles);
  parallel_for((layout.n_particles + block - 1) / block, [&](std::size_t task) {
    const std::size_t end = std::min((task + 1) * block, layout.n_particles);
    for (unsigned int k = 0; k < layout.n_components(); ++k)
      for (std::size_t m = task * block; m < end; ++m)
        values[k * layout.stride() + m] =
            normal_from_bits(random_bits(seed, {std::uint64_t(m), stream, k}));
    if (choice != nullptr)
      for (std::size_t m = task * block; m < end; ++m)
        (*choice)[m] =
            uniform_from_bits(random_bits(seed, {std::uint64_t(m), stream, layout.n_components()}));
  });
}

} // namespace rhoflow
