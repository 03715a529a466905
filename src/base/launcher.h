// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// What the program that started this process says in its environment; MPI need not be running.
struct Launch {
  bool launched = false; ///< by a launcher of MPI programs; otherwise MPI is not needed
  unsigned int size = 1; ///< processes that it started
  unsigned int rank = 0; ///< which one of them this is
};

/// Knows the launchers of Open MPI, MPICH and Slurm; without one of them there is one process.
Launch find_launch();

} // namespace rhoflow
