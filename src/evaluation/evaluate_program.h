// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow-evaluate`: a density of a finished run at the weights of a csv
/// file, by the method of characteristics.
int run_evaluate_program(int argc, char **argv);

} // namespace rhoflow
