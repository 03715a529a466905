// SPDX-License-Identifier: Apache-2.0
#include "base/mpi_session.h"

#include "base/launcher.h"
#include "rhoflow/base/errors.h"

#include <deal.II/base/mpi.h>
#include <deal.II/base/numbers.h>

#include <cstdlib>
#include <string>

namespace rhoflow {

namespace {

void set_quiet() {
  // MPI looks at the machine's topology and would print warnings where a container hides it.
  setenv("HWLOC_HIDE_ERRORS", "2", /*overwrite*/ 0);
  // PETSc, which deal.II starts along with MPI, would take options from the working folder.
  setenv("PETSC_OPTIONS", "-skip_petscrc", /*overwrite*/ 0);
}

bool mpi_runs() {
  int runs = 0;
  MPI_Initialized(&runs);
  return runs != 0;
}

} // namespace

MpiSession::MpiSession(int argc, char **argv) {
  const Launch launch = find_launch();
  if (!launch.launched || mpi_runs())
    return;
  set_quiet();
  mpi_ = std::make_unique<dealii::Utilities::MPI::MPI_InitFinalize>(
      argc, argv, dealii::numbers::invalid_unsigned_int);
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  if (static_cast<unsigned int>(size) != launch.size)
    throw InputError("the launcher started " + std::to_string(launch.size) +
                     " processes, of which MPI sees " + std::to_string(size) +
                     "; use the mpirun of the MPI that rhoflow was built with");
}

MpiSession::~MpiSession() = default;

void require_mpi() {
  if (mpi_runs())
    return;
  set_quiet();
  int argc = 0;
  char **argv = nullptr;
  // Never ended: that Trilinos' objects of static life come after it crashes at the end of the
  // process.
  // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks)
  new dealii::Utilities::MPI::MPI_InitFinalize(argc, argv, dealii::numbers::invalid_unsigned_int);
}

} // namespace rhoflow
