// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Seconds of processor time that all threads of this process and its children that have ended have
/// taken. What else the machine does changes it little, other than wall_seconds().
double processor_seconds();

} // namespace rhoflow
