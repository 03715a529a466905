// SPDX-License-Identifier: Apache-2.0
#include "accuracy/indicators.h"

#include "accuracy/depth_refinement.h"
#include "diagnostics/node_moments.h"
#include "potential/potential.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/mean_field/network_evaluation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace rhoflow {

namespace {

double root_mean_square(const std::vector<double> &values) {
  return std::sqrt(std::inner_product(values.begin(), values.end(), values.begin(), 0.) /
                   double(values.size()));
}

/// What @p others are off from @p predictions, see measure_indicators().
double change(const SampleState &state, const std::vector<double> &labels,
              const std::vector<double> &others) {
  std::vector<double> difference(others);
  for (std::size_t i = 0; i < others.size(); ++i)
    difference[i] -= state.predictions[i];
  const double change = root_mean_square(difference), label = root_mean_square(labels);
  const double prediction = std::max(root_mean_square(state.predictions), 0.05 * label);
  const double residual = std::max(root_mean_square(state.residuals), 1e-3 * label);
  return label > 0. ? std::max(change / prediction, 2. * change / residual) : 0.;
}

/// The change of predictions that @p evaluate gives instead. Where the network cannot be evaluated
/// in the other way, which must not end the run, they are off entirely.
template <typename Evaluate>
double change_by(const SampleState &state, const std::vector<double> &labels,
                 const Evaluate &evaluate) {
  try {
    return change(state, labels, evaluate());
  } catch (const RunError &) {
    return 1.;
  }
}

/// How far a density extends.
template <int dim>
struct Extent {
  double mass = 0.;
  std::array<double, dim> squares{}; ///< int q_k^2 rho
};

template <int dim>
Extent<dim> measure_extent(const Density<dim> &density) {
  const InnerMesh<dim> &mesh = density.space->mesh();
  const NodeMoments moments = compute_node_moments(*density.space, density.cells, density.values);
  const unsigned int nodes = mesh.nodes_per_cell();
  Extent<dim> sums;
  for (unsigned int c = moments.cells.first; c < moments.cells.last; ++c)
    for (unsigned int a = 0; a < nodes; ++a) {
      const double mass = mesh.weight(c, a) * moments.zeroth[moments.cells.index(c) * nodes + a];
      sums.mass += mass;
      for (unsigned int k = 0; k < dim; ++k) {
        const double q = mesh.coordinate(c, a, k);
        sums.squares[k] += q * q * mass;
      }
    }
  return sums;
}

template <int dim>
std::vector<Extent<dim>> measure_extents(const FlowState<dim> &state) {
  std::vector<Extent<dim>> all;
  std::vector<double> values;
  for (const Density<dim> &density : state.densities) {
    all.push_back(measure_extent(density));
    values.push_back(all.back().mass);
    values.insert(values.end(), all.back().squares.begin(), all.back().squares.end());
  }
  sum_over_cells(state, values.data(), values.size());
  auto next = values.begin();
  for (Extent<dim> &sums : all) {
    sums.mass = *next++;
    for (double &value : sums.squares)
      value = *next++;
  }
  return all;
}

/// Squared norms of a potential's gradient, in L2 of a Gaussian as wide as the density.
struct GradientEnergy {
  double all = 0.;
  double lost = 0.; ///< of what the interpolant misses
};

/// Energies below this share of others are rounding.
constexpr double rounding_energy = 1e-20;

/// What the interpolant of the potential of density @p k misses; nothing at all where it is
/// constant.
template <int dim>
GradientEnergy gradient_energy(const FlowState<dim> &state, const InnerRefinement &refinement,
                               std::size_t k, const Extent<dim> &sums) {
  const MeanFieldProblem &problem = *state.problem;
  const NetworkState &network = state.network;
  const bool head = k == state.n_slices();
  const double scale = head ? 1. : state.moments.length_scale;
  const Trajectory &trajectory = network.trajectory;
  const double *features =
      head ? trajectory.final_features.data() : &trajectory.features[trajectory.index(k, 0)];
  const std::vector<double> coefficients = head ? head_coefficients(problem.network, network)
                                                : encoder_coefficients(problem.network, network, k);
  const auto assemble = [&](const TensorGrid &grid) {
    std::vector<NetworkIntegrals> table{NetworkIntegrals(problem.network.activation, grid)};
    table[0].set_features(features, trajectory.n_samples, scale);
    std::vector<GridField> potential{
        GridField(head ? 1 : problem.data.dimension, AlignedVector(grid.size(), 0.))};
    assemble_potentials(table, {coefficients}, {{0, grid.n_rows}}, potential);
    return potential[0];
  };
  const GridField coarse = assemble(refinement.coarse());
  GridField fine = assemble(refinement.fine());
  std::vector<std::vector<double>> weight(dim, refinement.fine_weights());
  for (unsigned int d = 0; d < dim; ++d)
    for (std::size_t i = 0; i < weight[d].size(); ++i) {
      const double q = refinement.fine().axis[i];
      weight[d][i] *= std::exp(-0.5 * q * q * sums.mass / sums.squares[d]);
    }
  GradientEnergy energy;
  double square = 0.;
  for (std::size_t c = 0; c < fine.size(); ++c) {
    energy.all += refinement.gradient_energy(fine[c], weight);
    square += refinement.square(fine[c], weight);
    const AlignedVector interpolant = refinement.interpolate(coarse[c]);
    for (std::size_t i = 0; i < interpolant.size(); ++i)
      fine[c][i] -= interpolant[i];
    energy.lost += refinement.gradient_energy(fine[c], weight);
  }
  return energy.all > rounding_energy * square ? energy : GradientEnergy();
}

/// The share of the gradient of a density's potential that its interpolant misses, the largest of
/// the last slice, whose features are the largest, and the head. One that moves nothing against
/// the other, as that of the encoder at a start whose head is symmetric, has no say.
template <int dim>
double lost_gradient(const FlowState<dim> &state, const InnerRefinements &refinements,
                     const std::vector<Extent<dim>> &extents) {
  std::vector<GradientEnergy> energies;
  double largest = 0.;
  for (std::size_t k = state.n_slices() - 1; k < state.densities.size(); ++k) {
    energies.push_back(gradient_energy(state, refinements.of(k), k, extents[k]));
    largest = std::max(largest, energies.back().all);
  }
  double share = 0.;
  for (const GradientEnergy &energy : energies)
    if (energy.all > rounding_energy * largest)
      share = std::max(share, std::sqrt(energy.lost / energy.all));
  return share;
}

/// Removes from weighted moments on @p grid what lies within sigma^2 / R of a wall at R, where a
/// Gaussian of variance sigma^2 falls by a factor e: about as much as it has beyond the wall.
template <int dim>
void remove_shell(const TensorGrid &grid, const Extent<dim> &sums, AlignedVector &moments) {
  const std::size_t n = grid.axis.size();
  std::array<std::vector<double>, dim> keeps;
  for (unsigned int k = 0; k < dim; ++k) {
    const double half_width = grid.axis.back();
    const double inside = half_width - sums.squares[k] / sums.mass / half_width;
    for (const double q : grid.axis)
      keeps[k].push_back(std::abs(q) < inside ? 1. : 0.);
  }
  for (std::size_t row = 0; row < grid.n_rows; ++row) {
    double keep = 1.;
    for (unsigned int k = 1; k < dim; ++k)
      keep *= keeps[k][grid.row_index(row, k)];
    for (std::size_t i = 0; i < n; ++i)
      moments[row * grid.row_length + i] *= keep * keeps[0][i];
  }
}

/// The grids of a problem with more depth nodes.
template <int dim>
NetworkGrids depth_grids(const MeanFieldProblem &problem, const FlowState<dim> &state) {
  NetworkGrids grids(problem.depth.size(), state.grid(0));
  if (state.has_head())
    grids.push_back(state.grid(state.n_slices()));
  return grids;
}

/// What follows from the moments, which all processes have.
template <int dim>
void compare_predictions(const FlowState<dim> &state, const InnerRefinements &refinements,
                         const std::vector<Extent<dim>> &extents, Indicators &indicators) {
  const MeanFieldProblem &problem = *state.problem;
  const std::vector<double> &labels = problem.data.labels, &inputs = problem.data.inputs;
  NetworkMoments fine = state.moments;
  NetworkGrids grids;
  for (std::size_t k = 0; k < fine.fields.size(); ++k) {
    grids.push_back(refinements.of(k).fine());
    for (AlignedVector &moments : fine.fields[k])
      moments = refinements.of(k).interpolate_weighted(moments);
  }
  std::vector<double> better = state.network.predictions; // if there are no others
  indicators.quadrature = change_by(state.network, labels,
                                    [&] { return better = predict(problem, grids, fine, inputs); });
  for (std::size_t k = 0; k < fine.fields.size(); ++k)
    for (AlignedVector &moments : fine.fields[k])
      remove_shell(grids[k], extents[k], moments);
  indicators.box = change_by(state.network, labels, [&] {
    std::vector<double> without_shell = predict(problem, grids, fine, inputs);
    for (std::size_t i = 0; i < better.size(); ++i)
      without_shell[i] += state.network.predictions[i] - better[i];
    return without_shell;
  });
  indicators.potential = lost_gradient(state, refinements, extents);
  if (problem.depth.blocks().front().matrix != std::vector<double>{0.}) { // not euler
    const DepthRefinement depth = refine_depth(problem, state.moments);
    indicators.depth = change_by(state.network, labels, [&] {
      return predict(depth.problem, depth_grids(depth.problem, state), depth.moments, inputs);
    });
  }
}

} // namespace

Indicators worst_of(const Indicators &a, const Indicators &b) {
  return {std::max(a.quadrature, b.quadrature), std::max(a.potential, b.potential),
          std::max(a.box, b.box), std::max(a.depth, b.depth)};
}

template <int dim>
Indicators measure_indicators(const FlowState<dim> &state, const InnerRefinements &refinements) {
  Indicators indicators;
  const std::vector<Extent<dim>> extents = measure_extents(state);
  state.communicator.on_root([&] { compare_predictions(state, refinements, extents, indicators); });
  return indicators;
}

template Indicators measure_indicators(const FlowState<2> &, const InnerRefinements &);
template Indicators measure_indicators(const FlowState<3> &, const InnerRefinements &);

} // namespace rhoflow
