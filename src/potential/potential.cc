#include "rhoflow/potential/potential.h"

#include "rhoflow/base/parallel_loop.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// Rows of the inner grid handed to a thread at once.
constexpr std::size_t rows_per_task = 8;

void assemble_task(const NetworkIntegrals &integrals, const std::vector<double> &coefficients,
                   std::size_t task, std::size_t n_rows, GridField &potential) {
  std::vector<double *> pointers;
  for (AlignedVector &component : potential)
    pointers.push_back(component.data());
  integrals.potential(coefficients.data(), static_cast<unsigned int>(pointers.size()),
                      task * rows_per_task, std::min((task + 1) * rows_per_task, n_rows),
                      pointers.data());
}

std::size_t n_tasks(std::size_t n_rows) {
  return (n_rows + rows_per_task - 1) / rows_per_task;
}

} // namespace

void assemble_encoder_potential(const MeanFieldVectorField &field, const Adjoint &adjoint,
                                const std::vector<double> &weights, unsigned int dimension,
                                double alpha, std::vector<GridField> &potential) {
  const std::size_t n = weights.size();
  std::vector<std::vector<double>> coefficients(potential.size(),
                                                std::vector<double>(n * dimension));
  for (std::size_t j = 0; j < potential.size(); ++j)
    for (std::size_t i = 0; i < n; ++i)
      for (unsigned int k = 0; k < dimension; ++k)
        coefficients[j][i * dimension + k] =
            alpha / double(n) * weights[i] * adjoint.states[(j * n + i) * dimension + k];
  const std::size_t n_rows = field.integrals(0).grid().n_rows, tasks = n_tasks(n_rows);
  parallel_for(potential.size() * tasks, [&](std::size_t t) {
    const std::size_t j = t / tasks;
    assemble_task(field.integrals(j), coefficients[j], t % tasks, n_rows, potential[j]);
  });
}

void assemble_head_potential(const NetworkIntegrals &integrals,
                             const std::vector<double> &residuals, double beta,
                             GridField &potential) {
  std::vector<double> coefficients = residuals;
  for (double &c : coefficients)
    c *= beta / double(residuals.size());
  const std::size_t n_rows = integrals.grid().n_rows;
  parallel_for(n_tasks(n_rows), [&](std::size_t task) {
    assemble_task(integrals, coefficients, task, n_rows, potential);
  });
}

} // namespace rhoflow
