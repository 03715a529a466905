// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// The main function of `rhoflow init NAME --data FILE.csv`: writes NAME.prm, a commented parameter
/// file with values that suit the data. Never throws.
int run_init_program(int argc, char **argv);

/// The main function of `rhoflow list`: names sources of data, activations, outer bases and
/// problems. Never throws.
int run_list_program(int argc, char **argv);

} // namespace rhoflow
