#pragma once

#include "rhoflow/flow/mean_field_network.h"

#include <vector>

namespace rhoflow {

/// @p points uniform inputs along either side of the square on which the prediction f of a network
/// with two inputs is shown: the smallest square [low, high]^2 that holds [-1, 1]^2 and all inputs
/// of @p data, with its sides 10 % longer.
/// @pre points >= 2
std::vector<double> decision_axis(const DataSet &data, unsigned int points);

/// The prediction f(x_0, x_1) of a network with two inputs at all points of @p axis x @p axis:
/// [x_1][x_0]. Inputs are handed to the network in batches, so that the memory does not grow with
/// the number of points.
/// @throws RunError as MeanFieldNetwork::predict() does.
std::vector<double> decision_values(MeanFieldNetwork &network, const NetworkMoments &moments,
                                    const std::vector<double> &axis);

} // namespace rhoflow
