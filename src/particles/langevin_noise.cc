// SPDX-License-Identifier: Apache-2.0
#include "particles/langevin_noise.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"
#include "sampling/counter_random.h"

#include <algorithm>

namespace rhoflow {

void add_langevin_noise(double amplitude, std::uint32_t seed, std::uint64_t step,
                        std::uint32_t stream, const EnsembleLayout &layout, AlignedVector &values) {
  RHOFLOW_PRECONDITION(step >= 1 && step >> 32 == 0, "a step with a number of 32 bits");
  RHOFLOW_PRECONDITION(values.size() == layout.n_values(), "the weights of the ensemble");
  constexpr std::size_t block = 1024;
  parallel_for((layout.n_particles + block - 1) / block, [&](std::size_t task) {
    const std::size_t end = std::min((task + 1) * block, layout.n_particles);
    for (unsigned int k = 0; k < layout.n_components(); ++k)
      for (std::size_t m = task * block; m < end; ++m)
        values[k * layout.stride() + m] +=
            amplitude * normal_from_bits(random_bits(seed, {step << 32 | m, stream, k}));
  });
}

} // namespace rhoflow
