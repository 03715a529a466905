// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/gaussian_mixture.h"

#include <string>
#include <vector>

namespace rhoflow {

/// Reads 'share : means : variances ; ...' (see the parameter `Weights/Initial mixture`).
/// @param key names the parameter in messages
/// @throws InputError for anything else, for shares that are not positive and for wrong counts.
GaussianMixture parse_mixture(const std::string &text, unsigned int n_coordinates,
                              const std::string &key);

/// One number stands for all coordinates; otherwise there must be one per coordinate.
/// @throws InputError naming @p key.
std::vector<double> expand_coordinates(const std::vector<double> &values,
                                       unsigned int n_coordinates, const std::string &key);

} // namespace rhoflow
