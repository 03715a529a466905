#include "potential/potential.h"

#include "base/parallel_loop.h"

#include <algorithm>
#include <array>

namespace rhoflow {

namespace {

/// Rows of the inner grid handed to a thread at once.
constexpr std::size_t rows_per_task = 8;

void assemble_task(const NetworkIntegrals &integrals, const std::vector<double> &coefficients,
                   std::size_t task, const GridRows &rows, GridField &potential) {
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

void assemble_encoder_potential(const MeanFieldVectorField &field,
                                const std::vector<std::vector<double>> &coefficients,
                                const std::vector<GridRows> &rows,
                                std::vector<GridField> &potential) {
  std::vector<std::array<std::size_t, 2>> tasks; // depth node, task there
  for (std::size_t j = 0; j < potential.size(); ++j)
    for (std::size_t task = 0; task < n_tasks(rows[j]); ++task)
      tasks.push_back({j, task});
  parallel_for(tasks.size(), [&](std::size_t t) {
    const auto [j, task] = tasks[t];
    assemble_task(field.integrals(j), coefficients[j], task, rows[j], potential[j]);
  });
}

void assemble_head_potential(const NetworkIntegrals &integrals,
                             const std::vector<double> &coefficients, const GridRows &rows,
                             GridField &potential) {
  parallel_for(n_tasks(rows), [&](std::size_t task) {
    assemble_task(integrals, coefficients, task, rows, potential);
  });
}

} // namespace rhoflow
