// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The program rhoflow-compare: command line, comparison, tables and pictures, exit status (0 done,
/// 1 failed, 2 bad input, with one line on standard error). Never throws.
int run_compare_program(int argc, char **argv);

} // namespace rhoflow
