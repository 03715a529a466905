// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/transport_operator.h"

#include "base/parallel_loop.h"
#include "base/simd.h" // lane_count
#include "rhoflow/base/precondition.h"
#include "rhoflow/density/first_moments.h"

#include <algorithm>
#include <cmath>

namespace rhoflow {

template <int dim>
TransportOperator<dim>::TransportOperator(std::shared_ptr<const DensitySpace<dim>> space)
    : space_(std::move(space)), groups_(CellGroups::of(*space_)) {
  const InnerMesh<dim> &mesh = space_->mesh();
  const CollocationLine &line = mesh.line();
  const unsigned int n = line.n_nodes();
  tables_.dimension = dim;
  tables_.n_components = space_->n_components();
  tables_.nodes_per_line = n;
  tables_.nodes_per_cell = mesh.nodes_per_cell();
  tables_.n_cells = mesh.n_cells();
  tables_.stride = space_->stride();
  tables_.axis_size = mesh.grid().axis.size();
  tables_.row_length = mesh.grid().row_length;
  tables_.cells_per_side = mesh.cells_per_side();
  for (unsigned int c = 0; c < mesh.n_cells(); ++c) {
    for (unsigned int d = 0; d < dim; ++d)
      tables_.position.push_back(mesh.position(c)[d]);
    for (unsigned int face = 0; face < 2 * dim; ++face)
      tables_.neighbor.push_back(mesh.neighbor(c, face));
  }
  for (unsigned int k = 0; k < mesh.cells_per_side(); ++k)
    tables_.inverse_extent.push_back(1. / (mesh.breakpoints()[k + 1] - mesh.breakpoints()[k]));
  tables_.line_weight = line.weights();
  for (unsigned int a = 0; a < n; ++a)
    for (unsigned int b = 0; b < n; ++b) {
      tables_.derivative.push_back(line.derivative(a, b));
      tables_.weak_derivative.push_back(line.weights()[b] * line.derivative(b, a) /
                                        line.weights()[a]);
    }
  fill_outer_tables();
}

template <int dim>
void TransportOperator<dim>::fill_outer_tables() {
  const OuterBasis &basis = space_->basis();
  const FirstMoments<dim> moments(space_);
  const std::size_t n = basis.n_nodes(), total = space_->n_outer(), stride = space_->stride();
  tables_.norm_weight = space_->weight(); // the natural norm of both bases
  tables_.outer_matrix.resize(space_->n_components());
  tables_.outer_band.resize(space_->n_components());
  for (unsigned int k = 0; k < space_->n_components(); ++k) {
    tables_.coordinate.push_back(space_->coordinate(k));
    tables_.moment_weight.push_back(moments.weights(k));
    std::size_t step = 1;
    for (unsigned int i = 0; i < k; ++i)
      step *= n;
    for (unsigned int sign = 0; sign < 2; ++sign) {
      // The matrix acts along direction k and is the identity in the others.
      const std::vector<double> &line = basis.transport_matrix(sign == 0);
      AlignedVector &matrix = tables_.outer_matrix[k][sign];
      matrix.assign(total * stride, 0.);
      auto &band = tables_.outer_band[k][sign];
      band.assign(stride / lane_count, {total, 0});
      for (std::size_t j = 0; j < total; ++j) {
        const std::size_t column = space_->outer_index(j, k), base = j - column * step;
        for (std::size_t row = 0; row < n; ++row) {
          const double value = line[row * n + column];
          const std::size_t i = base + row * step;
          if (value == 0.)
            continue;
          matrix[j * stride + i] = value;
          auto &range = band[i / lane_count];
          range[0] = std::min(range[0], j);
          range[1] = std::max(range[1], j + 1);
        }
      }
      for (auto &range : band)
        if (range[0] > range[1])
          range = {0, 0};
    }
  }
  for (const double u : basis.nodes())
    largest_outer_ = std::max(largest_outer_, std::abs(u));
}

template <int dim>
void TransportOperator<dim>::prepare(const GridField &phi, double velocity_scale,
                                     TransportPotential &potential) const {
  RHOFLOW_PRECONDITION(phi.size() == space_->n_components(), "a potential for every outer weight");
  RHOFLOW_PRECONDITION(phi.front().size() == space_->mesh().grid().size(),
                       "the potential is on the inner grid");
  const InnerMesh<dim> &mesh = space_->mesh();
  const std::size_t m = tables_.axis_size, faces = tables_.cells_per_side + 1;
  const std::size_t depth = dim == 3 ? m : 1, p = mesh.line().degree();
  potential.phi = &phi;
  potential.velocity_scale = velocity_scale;
  for (unsigned int d = 0; d < dim; ++d) {
    const std::size_t size = d == 0   ? m * depth * faces
                             : d == 1 ? depth * faces * tables_.row_length
                                      : faces * m * tables_.row_length;
    potential.face_gradient[d].resize(phi.size());
    const std::size_t step = d == 0 ? 1 : d == 1 ? tables_.row_length : m * tables_.row_length;
    for (std::size_t k = 0; k < phi.size(); ++k) {
      AlignedVector &gradient = potential.face_gradient[d][k];
      gradient.assign(size, 0.);
      for (unsigned int face = 1; face + 1 < faces; ++face) {
        const std::vector<double> &weights = mesh.face_derivative(face);
        const std::size_t begin = (face - 1) * p * step;
        for (std::size_t z = 0; z < (d == 2 ? 1 : depth); ++z)
          for (std::size_t y = 0; y < (d == 1 ? 1 : m); ++y)
            for (std::size_t x = 0; x < (d == 0 ? 1 : m); ++x) {
              const double *values = phi[k].data() + (z * m + y) * tables_.row_length + x + begin;
              double derivative = 0.;
              for (std::size_t b = 0; b < weights.size(); ++b)
                derivative += weights[b] * values[b * step];
              gradient[face_index(tables_, d, face, x, y, z)] = derivative;
            }
      }
    }
  }
}

template <int dim>
StagePotential TransportOperator<dim>::stage_potential(const TransportPotential &potential) const {
  RHOFLOW_PRECONDITION(potential.phi != nullptr, "prepare() has been called");
  StagePotential stage;
  stage.velocity_scale = potential.velocity_scale;
  for (std::size_t k = 0; k < potential.phi->size(); ++k) {
    stage.phi[k] = (*potential.phi)[k].data();
    for (unsigned int d = 0; d < dim; ++d)
      stage.face_gradient[d][k] = potential.face_gradient[d][k].data();
  }
  return stage;
}

template <int dim>
StageSums TransportOperator<dim>::apply(const TransportPotential &potential,
                                        const StageUpdate &update, const LocalCells &cells,
                                        const CellRange &range, const AlignedVector &in,
                                        const AlignedVector &old, AlignedVector &out,
                                        std::vector<AlignedVector> &moments) const {
  RHOFLOW_PRECONDITION(cells.first <= range.begin && range.begin <= range.end &&
                           range.end <= cells.last,
                       "the range is among the cells");
  RHOFLOW_PRECONDITION(in.size() == space_->n_values(cells) && old.size() == in.size() &&
                           out.size() == in.size(),
                       "the arrays hold the stored cells");
  RHOFLOW_PRECONDITION(moments.size() == space_->n_components(), "moments of every outer weight");
  // The kernel counts cells from the mesh's first one: it gets the places where the arrays would
  // begin if all cells were stored, and touches those of stored cells only.
  const std::size_t nodes = tables_.nodes_per_cell;
  const auto values_before = std::ptrdiff_t(cells.stored_first * nodes * tables_.stride);
  const auto nodes_before = std::ptrdiff_t(cells.first * nodes);
  std::array<double *, 2> moment_pointers{};
  for (std::size_t k = 0; k < moments.size(); ++k)
    moment_pointers[k] = moments[k].data() - nodes_before;
  return transport_cells(tables_, stage_potential(potential), update, range.begin, range.end,
                         in.data() - values_before, old.data() - values_before,
                         out.data() - values_before, moment_pointers);
}

template <int dim>
void TransportOperator<dim>::add(const TransportPotential &potential, const LocalCells &cells,
                                 const CellRange &range, const AlignedVector &in,
                                 double *rhs) const {
  RHOFLOW_PRECONDITION(cells.first <= range.begin && range.begin <= range.end &&
                           range.end <= cells.last,
                       "the range is among the cells");
  RHOFLOW_PRECONDITION(in.size() == space_->n_values(cells), "the array holds the stored cells");
  const std::size_t per_cell = tables_.nodes_per_cell * tables_.stride;
  const double *const values = in.data() - std::ptrdiff_t(cells.stored_first * per_cell);
  double *const out = rhs - std::ptrdiff_t(range.begin * per_cell);
  const StageUpdate addition{1., 0., 1., 0., 0., 0.};
  transport_cells(tables_, stage_potential(potential), addition, range.begin, range.end, values,
                  out, out, {});
}

template <int dim>
TransportRates TransportOperator<dim>::rates(const TransportPotential &potential,
                                             const LocalCells &cells) const {
  const StagePotential stage = stage_potential(potential);
  std::vector<TransportRates> groups(groups_.count(cells));
  parallel_for(groups.size(), [&](std::size_t group) {
    const CellRange range = groups_.range(cells, group);
    groups[group] = largest_rates(tables_, stage, largest_outer_, range.begin, range.end);
  });
  TransportRates rates;
  for (const TransportRates &group : groups) {
    rates.inner = std::max(rates.inner, group.inner);
    rates.outer = std::max(rates.outer, group.outer);
  }
  return rates;
}

template class TransportOperator<2>;
template class TransportOperator<3>;

} // namespace rhoflow
