// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/aligned_vector.h"

#include <vector>

namespace rhoflow {

/// One array over the inner grid per outer weight: moments m_k times quadrature weight, or
/// potentials phi_k.
using GridField = std::vector<AlignedVector>;

} // namespace rhoflow
