// SPDX-License-Identifier: Apache-2.0
#include "depth/vector_field.h"

#include "base/parallel_loop.h"
#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

constexpr std::size_t samples_per_task = 4;

std::size_t n_tasks(std::size_t n_samples) {
  return (n_samples + samples_per_task - 1) / samples_per_task;
}

void evaluate_task(const NetworkIntegrals &integrals, const GridField &moments,
                   unsigned int dimension, std::size_t task, double *field, double *derivative) {
  std::vector<const double *> pointers;
  for (const AlignedVector &component : moments)
    pointers.push_back(component.data());
  const auto n_components = static_cast<unsigned int>(pointers.size());
  const std::size_t end = std::min((task + 1) * samples_per_task, integrals.n_samples());
  for (std::size_t i = task * samples_per_task; i < end; ++i)
    integrals.vector_field(i, pointers.data(), n_components, field + i * n_components,
                           derivative + i * n_components * dimension);
}

} // namespace

void evaluate_moments(const NetworkIntegrals &integrals, const GridField &moments,
                      unsigned int dimension, double *field, double *derivative) {
  parallel_for(n_tasks(integrals.n_samples()), [&](std::size_t task) {
    evaluate_task(integrals, moments, dimension, task, field, derivative);
  });
}

void set_features(std::size_t first, std::size_t last, const Trajectory &trajectory,
                  double length_scale, std::vector<NetworkIntegrals> &tables) {
  RHOFLOW_PRECONDITION(first <= last && last <= trajectory.n_nodes && last <= tables.size(),
                       "the nodes have features and tables");
  parallel_for(last - first, [&](std::size_t k) {
    const std::size_t j = first + k;
    tables[j].set_features(trajectory.features.data() + trajectory.index(j, 0),
                           trajectory.n_samples, length_scale);
  });
}

void MeanFieldVectorField::operator()(std::size_t first, std::size_t last,
                                      Trajectory &trajectory) const {
  RHOFLOW_PRECONDITION(last <= moments_.size(), "the nodes have moments");
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  set_features(first, last, trajectory, length_scale_, tables_);
  const std::size_t tasks = n_tasks(n);
  // The moment of u = l xi carries one factor l.
  const double scale = alpha_ * length_scale_;
  parallel_for((last - first) * tasks, [&](std::size_t k) {
    const std::size_t j = first + k / tasks, task = k % tasks;
    double *field = trajectory.field.data() + trajectory.index(j, 0);
    double *derivative = trajectory.derivative.data() + trajectory.index(j, 0) * d;
    evaluate_task(tables_[j], moments_[j], d, task, field, derivative);
    const std::size_t begin = task * samples_per_task * d;
    const std::size_t end = std::min((task + 1) * samples_per_task, n) * d;
    for (std::size_t i = begin; i < end; ++i)
      field[i] *= scale;
    for (std::size_t i = begin * d; i < end * d; ++i)
      derivative[i] *= scale;
  });
}

} // namespace rhoflow
