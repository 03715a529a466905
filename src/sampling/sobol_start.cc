// SPDX-License-Identifier: Apache-2.0
#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"
#include "sampling/counter_random.h"
#include "sampling/normal_points.h"

#include <boost/random/sobol.hpp>

#include <algorithm>
#include <vector>

namespace rhoflow {

void fill_sobol(std::uint32_t seed, std::uint32_t stream, const EnsembleLayout &layout,
                AlignedVector &values, std::vector<double> *choice) {
  RHOFLOW_PRECONDITION(layout.n_components() <= most_sobol_components,
                       "the sequence has so many dimensions");
  constexpr std::size_t block = 4096;
  const unsigned int n_components = layout.n_components();
  const unsigned int n_dimensions = n_components + (choice != nullptr ? 1 : 0);
  // No particle of a random start has this number.
  constexpr std::uint64_t shift_place = ~std::uint64_t(0);
  std::vector<std::uint64_t> shift;
  for (unsigned int k = 0; k < n_dimensions; ++k)
    shift.push_back(random_bits(seed, {shift_place, stream, k}));
  values.assign(layout.n_values(), 0.);
  if (choice != nullptr)
    choice->resize(layout.n_particles);
  parallel_for((layout.n_particles + block - 1) / block, [&](std::size_t task) {
    boost::random::sobol sequence(n_dimensions);
    sequence.discard(task * block * n_dimensions);
    const std::size_t end = std::min((task + 1) * block, layout.n_particles);
    for (std::size_t m = task * block; m < end; ++m) {
      for (unsigned int k = 0; k < n_components; ++k)
        values[k * layout.stride() + m] = normal_from_bits(sequence() ^ shift[k]);
      if (choice != nullptr)
        (*choice)[m] = uniform_from_bits(sequence() ^ shift[n_components]);
    }
  });
}

} // namespace rhoflow
