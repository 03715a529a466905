#pragma once

#include "rhoflow/flow/mean_field_network.h"
#include "rhoflow/io/line_set.h"

namespace rhoflow {

/// One line a sample through (s, Z(s; x_i)) from s = 0 over the depth nodes to s = 1; with one
/// input the third coordinate is 0. Point field `adjoint` (three components with two inputs, the
/// last 0), line fields `label`, `prediction`, `residual`.
LineSet trajectory_lines(const MeanFieldNetwork &network, const NetworkState &state);

} // namespace rhoflow
