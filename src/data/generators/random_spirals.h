// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/data/data_parameters.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// Random points on two Archimedean spirals, drawn from DataParameters::seed by the rules of the
/// generator of spirals in the library torchdyn. A point of the class y = -1 has
///
///     angle  a = 2 pi T sqrt(U),  T = DataParameters::turns,
///     place  c (-a cos a + nu U',  a sin a + nu U''),
///
/// with independent U, U', U'' uniform on [0, 1) and nu = DataParameters::uniform_noise: the radius
/// is the angle, and the noise moves to one side only. The class y = +1 stands at the opposite
/// points, so that two samples are one draw. c = 1 / (2 pi T + sqrt(2) nu), which keeps |x| <= 1
/// for every seed and number of samples, or 1 without DataParameters::scale_inputs. Classes as in
/// two_classes().
/// @throws InputError if T = 0, or as two_classes() does
DataSet make_random_spirals(const DataParameters &parameters, const std::string &directory);

} // namespace rhoflow
