// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"

#include <cstddef>

namespace rhoflow {

/// Where the weights of one ensemble of particles stand, the neurons of a layer or of the head:
/// one array [component][particle], the components in the order outer weights (u or a), w, b, every
/// row padded with zeros to `stride()`.
struct EnsembleLayout {
  unsigned int n_outer = 1;    ///< d for a layer, 1 for the head
  unsigned int n_features = 1; ///< d
  std::size_t n_particles = 0;

  unsigned int n_components() const { return n_outer + n_features + 1; }
  std::size_t stride() const { return padded(n_particles); }
  std::size_t n_values() const { return n_components() * stride(); }
  /// Values and derivatives of the vector field at one sample.
  unsigned int n_sums() const { return n_outer * (1 + n_features); }
};

/// Consecutive particles [begin, end), both multiples of lane_count.
struct ParticleRange {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
  /// Whether it is a range of @p layout, in whole SIMD vectors.
  bool fits(const EnsembleLayout &layout) const {
    return begin % lane_count == 0 && end % lane_count == 0 && begin <= end &&
           end <= layout.stride();
  }
};

} // namespace rhoflow
