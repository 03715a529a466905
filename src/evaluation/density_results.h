// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evaluation/recorded_density.h"
#include "tools/point_table.h"

#include <vector>

namespace rhoflow {

/// The columns of a table of weights of the head or of the encoder, and what is written behind
/// them: density, log_density, potential and the components of the velocity.
PointColumns density_columns(bool head, unsigned int n_inputs);

/// The results at @p points, [point][component], as the rows of a table: [point][result] in the
/// order of density_columns().
/// @throws RunError as RecordedDensity::carry() @pre as RecordedDensity::log_density()
std::vector<double> density_results(const RecordedDensity &density,
                                    const std::vector<double> &points, double time);

} // namespace rhoflow
