// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"

#include <cstring>

namespace rhoflow {

/// lane_count doubles from any place, for lines of outer values whose length is no multiple of it.
inline Lanes load_unaligned(const double *p) {
  Lanes v;
  std::memcpy(&v, p, sizeof(v));
  return v;
}

/// lane_count doubles to any place.
inline void store_unaligned(double *p, const Lanes &v) {
  std::memcpy(p, &v, sizeof(v));
}

} // namespace rhoflow
