// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

// deal.II's header would be read by every source that starts a program.
namespace dealii::Utilities::MPI {
class MPI_InitFinalize;
}

namespace rhoflow {

/// MPI from here to the end of the scope, where a launcher started this process and MPI does not
/// run yet. Without a launcher nothing is started: a single process needs no MPI, and then neither
/// a folder for temporary files that cannot be written nor another program that starts at the same
/// time can keep it from working. Communicator::world() is right in both cases. (Where MPI is
/// started and fails, its library ends the process by itself.)
class MpiSession {
public:
  /// @throws InputError where the launcher started several processes that do not know each other,
  ///   as mpirun of another MPI does
  MpiSession(int argc, char **argv);
  ~MpiSession();
  MpiSession(const MpiSession &) = delete;
  MpiSession &operator=(const MpiSession &) = delete;

private:
  std::unique_ptr<dealii::Utilities::MPI::MPI_InitFinalize> mpi_;
};

/// MPI from here to the end of the process, also where no launcher started it: for the libraries
/// that cannot do without. Nothing happens if MPI runs already.
void require_mpi();

} // namespace rhoflow
