// SPDX-License-Identifier: Apache-2.0
#include "potential/potential.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <array>

namespace rhoflow {

namespace {

/// Rows of the inner grid handed to a thread at once.
constexpr std::size_t rows_per_task = 8;

void assemble_task(const NetworkIntegrals &integrals, const std::vector<double> &coefficients,
                   std::size_t task, const GridRows &rows, GridField &potential) {
  RHOFLOW_PRECONDITION(coefficients.size() == integrals.n_samples() * potential.size(),
                       "a coefficient for every sample and outer weight");
  std::vector<double *> pointers;
  for (AlignedVector &component : potential)
    pointers.push_back(component.data());
  integrals.potential(coefficients.data(), static_cast<unsigned int>(pointers.size()),
                      rows.begin + task * rows_per_task,
                      std::min(rows.begin + (task + 1) * rows_per_task, rows.end), pointers.data());
}

std::size_t n_tasks(const GridRows &rows) {
  return (rows.end - rows.begin + rows_per_task - 1) / rows_per_task;
}

} // namespace

void assemble_potentials(const std::vector<NetworkIntegrals> &tables,
                         const std::vector<std::vector<double>> &coefficients,
                         const std::vector<GridRows> &rows, std::vector<GridField> &potentials) {
  RHOFLOW_PRECONDITION(tables.size() == potentials.size() &&
                           coefficients.size() == potentials.size() &&
                           rows.size() == potentials.size(),
                       "tables, coefficients and rows of every density");
  std::vector<std::array<std::size_t, 2>> tasks; // density, task there
  for (std::size_t k = 0; k < potentials.size(); ++k)
    for (std::size_t task = 0; task < n_tasks(rows[k]); ++task)
      tasks.push_back({k, task});
  parallel_for(tasks.size(), [&](std::size_t t) {
    const auto [k, task] = tasks[t];
    assemble_task(tables[k], coefficients[k], task, rows[k], potentials[k]);
  });
}

} // namespace rhoflow
