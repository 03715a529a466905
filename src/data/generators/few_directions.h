// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

namespace rhoflow {

/// DataParameters::samples samples of DataParameters::inputs inputs, all numbers 0, to be filled in
/// by sources whose labels are functions of the first DataParameters::directions inputs.
/// @throws InputError if there are more directions than inputs
DataSet unlabelled_samples(const DataParameters &parameters);

} // namespace rhoflow
