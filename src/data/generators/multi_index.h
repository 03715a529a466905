// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// A function of a few of many inputs: independent standard Gaussians x_0, ..., x_{d-1},
/// d = DataParameters::inputs, and the staircase [Abbe 2022] of the first k,
///
///     y = (x_0 + x_0 x_1 + ... + x_0 x_1 ... x_{k-1}) / sqrt(k),  k = DataParameters::directions,
///
/// of mean 0 and variance 1: the products are uncorrelated and have variance one. No other
/// directions are needed, since Gaussian inputs have none that are distinguished. Drawn from
/// DataParameters::seed in the order of the samples; the same on every machine but for rounding.
/// @throws InputError if k > d
DataSet make_multi_index(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
