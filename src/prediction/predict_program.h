// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow-predict`: predictions of a finished run at the points of a csv
/// file, appended to its columns.
int run_predict_program(int argc, char **argv);

} // namespace rhoflow
