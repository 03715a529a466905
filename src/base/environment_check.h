// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Ends the process with one line and the status of bad input where an environment variable has a
/// value with which deal.II would abort: DEAL_II_NUM_THREADS is no positive number. In a program
/// that refers to this function the check runs before anything else; a call repeats it.
void check_environment();

} // namespace rhoflow
