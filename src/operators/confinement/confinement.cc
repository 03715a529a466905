// SPDX-License-Identifier: Apache-2.0
#include "operators/confinement/confinement.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

namespace {

/// The matrix of a cell's lines: w_b D_ba v_b / (w_a h) with v = -mu q, and what flows out at its
/// ends.
std::vector<double> drift_matrix(const CollocationLine &line, double left, double right,
                                 double confinement, bool first, bool last) {
  const unsigned int n = line.n_nodes(), p = line.degree();
  const double size = right - left;
  std::vector<double> matrix(std::size_t(n) * n);
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = 0; b < n; ++b)
      matrix[a * n + b] = -confinement * (left + size * line.nodes()[b]) * line.weights()[b] *
                          line.derivative(b, a) / (line.weights()[a] * size);
  // Through the left boundary weights leave to the left where the velocity -mu q is negative.
  if (!first && left > 0.)
    matrix[0] -= confinement * left / (line.weights()[0] * size);
  if (!last && right < 0.)
    matrix[p * n + p] += confinement * right / (line.weights()[p] * size);
  return matrix;
}

} // namespace

template <int dim>
Confinement<dim>::Confinement(const FlowState<dim> &state) {
  for (std::size_t k = 0; k < state.densities.size(); ++k) {
    const Density<dim> &density = state.densities[k];
    if (!density.noise.is_active())
      tables_.push_back(nullptr);
    else if (k > 0 && tables_.back() != nullptr && density.space == state.densities[k - 1].space)
      tables_.push_back(tables_.back());
    else
      tables_.push_back(make_tables(
          density, explicit_limits(*density.space, state.problem->noise.temperature > 0.)));
  }
}

template <int dim>
std::shared_ptr<const typename Confinement<dim>::Tables>
Confinement<dim>::make_tables(const Density<dim> &density, const ExplicitLimits &limits) const {
  const auto tables = std::make_shared<Tables>();
  const InnerMesh<dim> &mesh = density.space->mesh();
  const CollocationLine &line = mesh.line();
  const std::vector<double> &breakpoints = mesh.breakpoints();
  const double mu = density.noise.confinement, end_weight = line.weights()[0];
  tables->noise = density.noise;
  double courant_rate = 0.;
  for (unsigned int c = 0; c < mesh.cells_per_side(); ++c) {
    const double left = breakpoints[c], right = breakpoints[c + 1], size = right - left;
    const bool first = c == 0, last = c + 1 == mesh.cells_per_side();
    tables->matrices.push_back(drift_matrix(line, left, right, mu, first, last));
    CellDrift drift{line.n_nodes(), nullptr, 0., 0.};
    if (!first && left < 0.)
      drift.from_left = -mu * left / (end_weight * size);
    if (!last && right > 0.)
      drift.from_right = mu * right / (end_weight * size);
    tables->drifts.push_back(drift);
    courant_rate = std::max(courant_rate, mu * std::max(-left, right) / size);
  }
  for (std::size_t c = 0; c < tables->drifts.size(); ++c)
    tables->drifts[c].matrix = tables->matrices[c].data();

  const OuterBasis &basis = density.space->basis();
  const OuterNoise outer = basis.noise(density.noise.temperature, mu);
  tables->outer = OuterColumns::of(outer.mild, basis.n_nodes());
  tables->rate = dim * courant_rate / limits.courant_number +
                 density.space->n_components() * outer.mild_rate / limits.real_radius;
  return tables;
}

template <int dim>
double Confinement<dim>::rate(const OperatorInput<dim> &input) const {
  return tables_[input.index] != nullptr ? tables_[input.index]->rate : 0.;
}

template <int dim>
void Confinement<dim>::add(const OperatorInput<dim> &input, const CellRange &range,
                           const AlignedVector &values, double *rhs) const {
  if (tables_[input.index] == nullptr)
    return;
  const Tables &tables = *tables_[input.index];
  const DensitySpace<dim> &space = *input.density.space;
  const InnerMesh<dim> &mesh = space.mesh();
  const LocalCells &cells = input.density.cells;
  const std::size_t nodes = mesh.nodes_per_cell(), stride = space.stride();
  const auto cell_values = [&](unsigned int cell) {
    return values.data() + cells.stored_index(cell) * nodes * stride;
  };
  for (std::size_t c = range.begin; c < range.end; ++c) {
    const auto cell = static_cast<unsigned int>(c);
    double *const out = rhs + (c - range.begin) * nodes * stride;
    std::size_t step = 1;
    for (unsigned int d = 0; d < dim; ++d, step *= mesh.line().n_nodes()) {
      const CellDrift &drift = tables.drifts[mesh.position(cell)[d]];
      const double *left = nullptr, *right = nullptr;
      if (drift.from_left != 0.)
        left = cell_values(mesh.neighbor(cell, 2 * d));
      if (drift.from_right != 0.)
        right = cell_values(mesh.neighbor(cell, 2 * d + 1));
      add_cell_drift(drift, step, nodes, stride, cell_values(cell), left, right, out);
    }
    add_outer_sum(tables.outer, space.n_components(), nodes, stride, cell_values(cell), out);
  }
}

template class Confinement<2>;
template class Confinement<3>;

} // namespace rhoflow
