#include "flow/mean_field_network.h"

#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"

#include <algorithm>

namespace rhoflow {

MeanFieldNetwork::MeanFieldNetwork(const NetworkParameters &parameters, const DataSet &data,
                                   const DepthGrid &depth, const TensorGrid &grid,
                                   const Communicator &communicator)
    : parameters_(parameters), data_(data), depth_(depth), grid_(grid), communicator_(communicator),
      rows_(depth.size() + 1, {0, grid.n_rows}),
      field_(parameters.activation, grid, depth.size(), parameters.alpha),
      head_integrals_(parameters.activation, grid) {}

void MeanFieldNetwork::set_potential_rows(std::vector<GridRows> rows) {
  rows_ = std::move(rows);
}

NetworkState MeanFieldNetwork::initial_state() const {
  NetworkState state;
  const std::size_t n = data_.size();
  const unsigned int d = data_.dimension;
  state.trajectory = constant_trajectory(depth_.size(), data_.inputs, d);
  state.encoder_potential.assign(depth_.size(), GridField(d, AlignedVector(grid_.size(), 0.)));
  if (parameters_.head == HeadType::trained)
    state.head_potential.assign(1, AlignedVector(grid_.size(), 0.));
  state.predictions.assign(n, 0.);
  state.residuals.assign(n, 0.);
  return state;
}

void MeanFieldNetwork::forward(const NetworkMoments &moments, const std::vector<double> &inputs,
                               Trajectory &trajectory) {
  field_.set_moments(moments.encoder, moments.length_scale);
  solve_forward(
      depth_, inputs,
      [this](std::size_t first, std::size_t last, Trajectory &at) {
        field_.evaluate(first, last, at);
      },
      trajectory);
}

void MeanFieldNetwork::read_out(const NetworkMoments &moments, const Trajectory &trajectory,
                                std::vector<double> &predictions,
                                std::vector<double> &final_adjoint) {
  if (parameters_.head == HeadType::fixed) {
    read_out_fixed_head(parameters_.head_vector, trajectory, predictions, final_adjoint);
    return;
  }
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  predictions.assign(n, 0.);
  final_adjoint.assign(n * d, 0.);
  head_integrals_.set_features(trajectory.final_features.data(), n, 1.);
  evaluate_moments(head_integrals_, moments.head, d, predictions.data(), final_adjoint.data());
  for (double &f : predictions)
    f *= parameters_.beta;
}

void MeanFieldNetwork::solve(const NetworkMoments &moments, const std::vector<double> &inputs,
                             SampleResults &results) {
  forward(moments, inputs, results.trajectory);
  read_out(moments, results.trajectory, results.predictions, results.final_adjoint);
  results.adjoint = solve_adjoint(depth_, results.trajectory, results.final_adjoint);
}

void MeanFieldNetwork::solve_in_parts(const NetworkMoments &moments, NetworkState &state) {
  const std::size_t n = data_.size(), d = data_.dimension, n_depth = depth_.size();
  std::vector<std::size_t> first;
  for (unsigned int r = 0; r <= communicator_.size(); ++r)
    first.push_back(n * r / communicator_.size());
  const std::size_t begin = first[communicator_.rank()], end = first[communicator_.rank() + 1];

  SampleResults part;
  part.trajectory = Trajectory(n_depth, end - begin, data_.dimension);
  part.trajectory.first_sample = begin;
  for (std::size_t j = 0; j < n_depth; ++j)
    std::copy_n(state.trajectory.features.data() + state.trajectory.index(j, begin),
                (end - begin) * d, part.trajectory.features.data() + part.trajectory.index(j, 0));
  const std::vector<double> inputs(data_.inputs.begin() + std::ptrdiff_t(begin * d),
                                   data_.inputs.begin() + std::ptrdiff_t(end * d));
  communicator_.agree([&] {
    if (begin < end)
      solve(moments, inputs, part);
  });

  // One record a sample: what the solves say of it, in the order of this list.
  struct Field {
    std::vector<double> *all, *part;
    std::size_t n_nodes, size; ///< entries of a sample at one of the nodes
  };
  Trajectory &all = state.trajectory;
  const std::vector<Field> fields{{&all.features, &part.trajectory.features, n_depth, d},
                                  {&all.field, &part.trajectory.field, n_depth, d},
                                  {&all.derivative, &part.trajectory.derivative, n_depth, d * d},
                                  {&all.final_features, &part.trajectory.final_features, 1, d},
                                  {&state.predictions, &part.predictions, 1, 1},
                                  {&state.final_adjoint, &part.final_adjoint, 1, d},
                                  {&state.adjoint.states, &part.adjoint.states, n_depth, d},
                                  {&state.adjoint.initial, &part.adjoint.initial, 1, d}};
  std::size_t record = 0;
  for (const Field &field : fields) {
    field.all->resize(field.n_nodes * n * field.size);
    record += field.n_nodes * field.size;
  }
  std::vector<double> records(n * record);
  std::vector<std::size_t> offsets;
  for (const std::size_t sample : first)
    offsets.push_back(sample * record);
  // Calls action(record entries, entries in a field) for the samples [from, to) of an array that
  // holds n_held samples from number `held` on.
  const auto visit = [&](bool whole, const auto &action) {
    const std::size_t held = whole ? 0 : begin, n_held = whole ? n : end - begin;
    for (std::size_t i = held; i < held + n_held; ++i) {
      double *entry = records.data() + i * record;
      for (const Field &field : fields)
        for (std::size_t j = 0; j < field.n_nodes; ++j, entry += field.size)
          action(entry,
                 (whole ? field.all : field.part)->data() + (j * n_held + i - held) * field.size,
                 field.size);
    }
  };
  visit(false, [](double *entry, const double *values, std::size_t size) {
    std::copy_n(values, size, entry);
  });
  communicator_.share(records, offsets);
  visit(true, [](const double *entry, double *values, std::size_t size) {
    std::copy_n(entry, size, values);
  });

  set_features(moments, state.trajectory);
}

void MeanFieldNetwork::set_features(const NetworkMoments &moments, const Trajectory &trajectory) {
  field_.set_moments(moments.encoder, moments.length_scale);
  field_.set_features(0, depth_.size(), trajectory);
  if (parameters_.head == HeadType::trained)
    head_integrals_.set_features(trajectory.final_features.data(), trajectory.n_samples, 1.);
}

void MeanFieldNetwork::evaluate(const NetworkMoments &moments, NetworkState &state) {
  if (communicator_.size() == 1) {
    SampleResults results;
    std::swap(results.trajectory, state.trajectory);
    try {
      solve(moments, data_.inputs, results);
    } catch (...) {
      std::swap(results.trajectory, state.trajectory);
      throw;
    }
    state.trajectory = std::move(results.trajectory);
    state.predictions = std::move(results.predictions);
    state.final_adjoint = std::move(results.final_adjoint);
    state.adjoint = std::move(results.adjoint);
  } else {
    solve_in_parts(moments, state);
  }

  compare_with_labels(data_.labels, state);
  assemble_potentials(rows_, state);
}

void MeanFieldNetwork::assemble_potentials(const std::vector<GridRows> &rows, NetworkState &state) {
  std::vector<std::vector<double>> coefficients;
  for (std::size_t j = 0; j < depth_.size(); ++j)
    coefficients.push_back(encoder_coefficients(parameters_, state, j));
  assemble_encoder_potential(field_, coefficients, rows, state.encoder_potential);
  if (parameters_.head == HeadType::trained)
    assemble_head_potential(head_integrals_, head_coefficients(parameters_, state), rows.back(),
                            state.head_potential);
}

void MeanFieldNetwork::complete_potentials(const NetworkMoments &moments, NetworkState &state) {
  set_features(moments, state.trajectory);
  assemble_potentials(std::vector<GridRows>(depth_.size() + 1, {0, grid_.n_rows}), state);
}

Trajectory MeanFieldNetwork::trajectory_of(const NetworkMoments &moments,
                                           const std::vector<double> &inputs) {
  Trajectory trajectory = constant_trajectory(depth_.size(), inputs, data_.dimension);
  forward(moments, inputs, trajectory);
  return trajectory;
}

std::vector<double> MeanFieldNetwork::predict(const NetworkMoments &moments,
                                              const std::vector<double> &inputs) {
  const Trajectory trajectory = trajectory_of(moments, inputs);
  std::vector<double> predictions, unused;
  read_out(moments, trajectory, predictions, unused);
  return predictions;
}

} // namespace rhoflow
