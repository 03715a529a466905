// SPDX-License-Identifier: Apache-2.0
#include "mean_field/shared_samples.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>

namespace rhoflow {

namespace {

/// One of the arrays: some numbers of every sample at every one of some nodes, [node][sample][..].
struct Field {
  std::vector<double> *values;
  std::size_t n_nodes, size; ///< entries of a sample at one of the nodes
};

/// All that a solve leaves. @param n_depth depth nodes @param d components
std::vector<Field> fields_of(SolvedSamples &samples, std::size_t n_depth, std::size_t d) {
  Trajectory &trajectory = samples.trajectory;
  return {{&trajectory.features, n_depth, d},
          {&trajectory.field, n_depth, d},
          {&trajectory.derivative, n_depth, d * d},
          {&trajectory.final_features, 1, d},
          {&samples.predictions, 1, 1},
          {&samples.final_adjoint, 1, d},
          {&samples.adjoint.states, n_depth, d},
          {&samples.adjoint.initial, 1, d}};
}

/// Numbers of one sample in all @p fields.
std::size_t record_size(const std::vector<Field> &fields) {
  std::size_t size = 0;
  for (const Field &field : fields)
    size += field.n_nodes * field.size;
  return size;
}

/// Calls action(entry of the record, entry of a field, size) for @p n samples, whose records begin
/// at @p record: one record a sample, in it one field after the other.
template <typename Action>
void visit_records(const std::vector<Field> &fields, std::size_t n, double *record,
                   const Action &action) {
  for (std::size_t i = 0; i < n; ++i)
    for (const Field &field : fields)
      for (std::size_t j = 0; j < field.n_nodes; ++j, record += field.size)
        action(record, field.values->data() + (j * n + i) * field.size, field.size);
}

} // namespace

void solve_in_parts(const DataSet &data, const Communicator &communicator,
                    const SampleSolver &solve, SolvedSamples &all) {
  RHOFLOW_PRECONDITION(all.trajectory.n_samples == data.size(), "a trajectory of all samples");
  const std::size_t n = data.size(), d = data.dimension, n_depth = all.trajectory.n_nodes;
  std::vector<std::size_t> first;
  for (unsigned int r = 0; r <= communicator.size(); ++r)
    first.push_back(n * r / communicator.size());
  const std::size_t begin = first[communicator.rank()], end = first[communicator.rank() + 1];

  SolvedSamples part;
  part.trajectory = Trajectory(n_depth, end - begin, data.dimension);
  part.trajectory.first_sample = begin;
  for (std::size_t j = 0; j < n_depth; ++j)
    std::copy_n(all.trajectory.features.data() + all.trajectory.index(j, begin), (end - begin) * d,
                part.trajectory.features.data() + part.trajectory.index(j, 0));
  const std::vector<double> inputs(data.inputs.begin() + std::ptrdiff_t(begin * d),
                                   data.inputs.begin() + std::ptrdiff_t(end * d));
  communicator.agree([&] {
    if (begin < end)
      solve(inputs, part);
  });

  const std::vector<Field> to = fields_of(all, n_depth, d), from = fields_of(part, n_depth, d);
  for (const Field &field : to)
    field.values->resize(field.n_nodes * n * field.size);
  const std::size_t size = record_size(to);
  std::vector<double> records(n * size);
  std::vector<std::size_t> offsets;
  for (const std::size_t sample : first)
    offsets.push_back(sample * size);
  visit_records(from, end - begin, records.data() + offsets[communicator.rank()],
                [](double *record, const double *values, std::size_t count) {
                  std::copy_n(values, count, record);
                });
  communicator.share(records, offsets);
  visit_records(to, n, records.data(), [](const double *record, double *values, std::size_t count) {
    std::copy_n(record, count, values);
  });
}

} // namespace rhoflow
