#include "rhoflow/potential/potential.h"

#include "rhoflow/base/parallel_loop.h"

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

void assemble_encoder_potential(const MeanFieldVectorField &field, const Adjoint &adjoint,
                                const std::vector<double> &weights, unsigned int dimension,
                                double alpha, const std::vector<GridRows> &rows,
                                std::vector<GridField> &potential) {
  const std::size_t n = weights.size();
  std::vector<std::vector<double>> coefficients(potential.size(),
                                                std::vector<double>(n * dimension));
  for (std::size_t j = 0; j < potential.size(); ++j)
    for (std::size_t i = 0; i < n; ++i)
      for (unsigned int k = 0; k < dimension; ++k)
        coefficients[j][i * dimension + k] =
            alpha / double(n) * weights[i] * adjoint.states[(j * n + i) * dimension + k];
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
                             const std::vector<double> &residuals, double beta,
                             const GridRows &rows, GridField &potential) {
  std::vector<double> coefficients = residuals;
  for (double &c : coefficients)
    c *= beta / double(residuals.size());
  parallel_for(n_tasks(rows), [&](std::size_t task) {
    assemble_task(integrals, coefficients, task, rows, potential);
  });
}

} // namespace rhoflow
