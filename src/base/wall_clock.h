// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Seconds of a clock that never runs backwards, since some moment in the past: differences count.
double wall_seconds();

} // namespace rhoflow
