// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_set.h"

#include <functional>
#include <vector>

namespace rhoflow {

/// f of a network at inputs [sample][component].
using PredictionFunction = std::function<std::vector<double>(const std::vector<double> &)>;

/// @p points uniform inputs along either side of the square on which the prediction f of a network
/// with two inputs is shown: the smallest square [low, high]^2 that holds [-1, 1]^2 and all inputs
/// of @p data, with its sides 10 % longer.
/// @pre points >= 2
std::vector<double> decision_axis(const DataSet &data, unsigned int points);

/// The prediction f(x_0, x_1) of a network with two inputs at all points of @p axis x @p axis:
/// [x_1][x_0]. Inputs are handed to the network in batches, so that the memory does not grow with
/// the number of points.
/// @throws what @p predict throws
std::vector<double> decision_values(const PredictionFunction &predict,
                                    const std::vector<double> &axis);

} // namespace rhoflow
