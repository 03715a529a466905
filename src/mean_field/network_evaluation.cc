// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/mean_field/network_evaluation.h"

#include "depth/adjoint_solve.h"
#include "depth/forward_solve.h"
#include "depth/vector_field.h"
#include "mean_field/shared_samples.h"
#include "potential/potential.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

namespace {

void forward(const MeanFieldProblem &problem, const NetworkMoments &moments,
             const std::vector<double> &inputs, NetworkTables &tables, Trajectory &trajectory,
             double last_residual = 0.) {
  solve_forward(
      problem.depth, inputs,
      MeanFieldVectorField(moments.fields, moments.length_scale, problem.network.alpha, tables),
      trajectory, last_residual);
}

/// f and grad_z f / beta (trained) or c (fixed) at the final features.
void read_out(const MeanFieldProblem &problem, const NetworkMoments &moments, NetworkTables &tables,
              SolvedSamples &samples) {
  const Trajectory &trajectory = samples.trajectory;
  if (!problem.has_trained_head()) {
    read_out_fixed_head(problem.network.head_vector, trajectory, samples.predictions,
                        samples.final_adjoint);
    return;
  }
  const std::size_t n = trajectory.n_samples;
  const unsigned int d = trajectory.dimension;
  samples.predictions.assign(n, 0.);
  samples.final_adjoint.assign(n * d, 0.);
  tables.back().set_features(trajectory.final_features.data(), n, 1.);
  evaluate_moments(tables.back(), moments.fields.back(), d, samples.predictions.data(),
                   samples.final_adjoint.data());
  for (double &f : samples.predictions)
    f *= problem.network.beta;
}

/// Forward solve, read-out and adjoint solve.
void solve(const MeanFieldProblem &problem, const NetworkMoments &moments,
           const std::vector<double> &inputs, NetworkTables &tables, SolvedSamples &samples) {
  forward(problem, moments, inputs, tables, samples.trajectory);
  read_out(problem, moments, tables, samples);
  samples.adjoint = solve_adjoint(problem.depth, samples.trajectory, samples.final_adjoint);
}

/// Fills the tables with the features of @p trajectory.
void set_all_features(const MeanFieldProblem &problem, const NetworkMoments &moments,
                      const Trajectory &trajectory, NetworkTables &tables) {
  set_features(0, problem.depth.size(), trajectory, moments.length_scale, tables);
  if (problem.has_trained_head())
    tables.back().set_features(trajectory.final_features.data(), trajectory.n_samples, 1.);
}

/// The coefficients of all potentials, per density.
std::vector<std::vector<double>> all_coefficients(const MeanFieldProblem &problem,
                                                  const NetworkState &state) {
  std::vector<std::vector<double>> coefficients;
  for (std::size_t j = 0; j < problem.depth.size(); ++j)
    coefficients.push_back(encoder_coefficients(problem.network, state, j));
  if (problem.has_trained_head())
    coefficients.push_back(head_coefficients(problem.network, state));
  return coefficients;
}

} // namespace

NetworkTables make_network_tables(const MeanFieldProblem &problem, const NetworkGrids &grids) {
  RHOFLOW_PRECONDITION(grids.size() == problem.n_densities(), "a grid for every density");
  NetworkTables tables;
  for (const TensorGrid &grid : grids)
    tables.emplace_back(problem.network.activation, grid);
  return tables;
}

NetworkState initial_network_state(const MeanFieldProblem &problem, const NetworkGrids &grids) {
  RHOFLOW_PRECONDITION(grids.size() == problem.n_densities(), "a grid for every density");
  NetworkState state;
  const std::size_t n = problem.data.size();
  const unsigned int d = problem.data.dimension;
  state.trajectory = constant_trajectory(problem.depth.size(), problem.data.inputs, d);
  for (std::size_t k = 0; k < grids.size(); ++k)
    state.potentials.emplace_back(k < problem.depth.size() ? d : 1,
                                  AlignedVector(grids[k].size(), 0.));
  state.predictions.assign(n, 0.);
  state.residuals.assign(n, 0.);
  return state;
}

void evaluate_network(const MeanFieldProblem &problem, const NetworkMoments &moments,
                      const std::vector<GridRows> &rows, const Communicator &communicator,
                      NetworkTables &tables, NetworkState &state) {
  RHOFLOW_PRECONDITION(moments.fields.size() == problem.n_densities(), "moments of every density");
  RHOFLOW_PRECONDITION(rows.size() == problem.n_densities() &&
                           tables.size() == problem.n_densities(),
                       "rows and tables of every density");
  if (communicator.size() == 1) {
    solve(problem, moments, problem.data.inputs, tables, state);
  } else {
    solve_in_parts(
        problem.data, communicator,
        [&](const std::vector<double> &inputs, SolvedSamples &samples) {
          solve(problem, moments, inputs, tables, samples);
        },
        state);
    set_all_features(problem, moments, state.trajectory, tables);
  }
  compare_with_labels(problem.data.labels, state);
  assemble_potentials(tables, all_coefficients(problem, state), rows, state.potentials);
}

std::vector<GridField> all_potentials(const MeanFieldProblem &problem, const NetworkGrids &grids,
                                      const NetworkMoments &moments, const NetworkState &state) {
  RHOFLOW_PRECONDITION(moments.fields.size() == problem.n_densities(), "moments of every density");
  NetworkTables tables = make_network_tables(problem, grids);
  set_all_features(problem, moments, state.trajectory, tables);
  std::vector<GridField> potentials = state.potentials;
  std::vector<GridRows> rows;
  for (const TensorGrid &grid : grids)
    rows.push_back({0, grid.n_rows});
  assemble_potentials(tables, all_coefficients(problem, state), rows, potentials);
  return potentials;
}

std::vector<double> predict(const MeanFieldProblem &problem, const NetworkGrids &grids,
                            const NetworkMoments &moments, const std::vector<double> &inputs) {
  RHOFLOW_PRECONDITION(moments.fields.size() == problem.n_densities(), "moments of every density");
  NetworkTables tables = make_network_tables(problem, grids);
  SolvedSamples samples;
  samples.trajectory = constant_trajectory(problem.depth.size(), inputs, problem.data.dimension);
  forward(problem, moments, inputs, tables, samples.trajectory, last_residual_of_predictions);
  read_out(problem, moments, tables, samples);
  return samples.predictions;
}

} // namespace rhoflow
