// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parameters/parameter_file.h"
#include "rhoflow/run/parameters.h"

namespace rhoflow {

/// The variance of the Hermite reference that @p parameters ask for, or one that carries start and
/// noise: the equilibrium's kappa/mu where the start fits it, otherwise the largest variance that
/// the outer weights have without the loss. 0: that of the basis.
double fit_outer_variance(const Parameters &parameters, unsigned int dimension);

/// Puts that variance into the parameters and into the file, from which it is written beside the
/// results.
void choose_outer_variance(Parameters &parameters, ParameterFile &file, unsigned int dimension);

/// @throws InputError where the Hermite functions of the chosen variance cannot carry what noise
///         makes of the start
void check_outer_variance(const Parameters &parameters, unsigned int dimension);

} // namespace rhoflow
