// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/first_moments.h"

#include "rhoflow/base/precondition.h"

namespace rhoflow {

template <int dim>
FirstMoments<dim>::FirstMoments(std::shared_ptr<const DensitySpace<dim>> space)
    : space_(std::move(space)) {
  for (unsigned int k = 0; k < space_->n_components(); ++k) {
    AlignedVector weighted(space_->stride(), 0.);
    for (std::size_t j = 0; j < weighted.size(); ++j)
      weighted[j] = space_->weight()[j] * space_->coordinate(k)[j];
    weights_.push_back(weighted);
  }
  const InnerMesh<dim> &mesh = space_->mesh();
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a) {
      grid_index_.push_back(mesh.grid_index(c, a));
      node_weight_.push_back(mesh.weight(c, a));
    }
}

template <int dim>
void FirstMoments<dim>::collect(const LocalCells &cells,
                                const std::vector<AlignedVector> &node_moments,
                                GridField &moments) const {
  RHOFLOW_PRECONDITION(node_moments.size() == space_->n_components(),
                       "moments of every outer weight");
  RHOFLOW_PRECONDITION(node_moments.front().size() ==
                           std::size_t(cells.size()) * space_->mesh().nodes_per_cell(),
                       "moments at the nodes of the cells");
  const std::size_t nodes = space_->mesh().nodes_per_cell();
  const std::size_t first = cells.first * nodes, n = cells.size() * nodes;
  moments.resize(node_moments.size());
  for (std::size_t k = 0; k < node_moments.size(); ++k) {
    moments[k].assign(space_->mesh().grid().size(), 0.);
    for (std::size_t i = 0; i < n; ++i)
      moments[k][grid_index_[first + i]] += node_weight_[first + i] * node_moments[k][i];
  }
}

template <int dim>
void FirstMoments<dim>::compute(const LocalCells &cells, const AlignedVector &values,
                                GridField &moments) const {
  RHOFLOW_PRECONDITION(values.size() == space_->n_values(cells),
                       "the values are those of the stored cells");
  const std::size_t stride = space_->stride(), nodes = space_->mesh().nodes_per_cell();
  const double *const first = values.data() + cells.stored_index(cells.first) * nodes * stride;
  std::vector<AlignedVector> node_moments(weights_.size(), AlignedVector(cells.size() * nodes));
  for (std::size_t k = 0; k < weights_.size(); ++k)
    for (std::size_t node = 0; node < node_moments[k].size(); ++node) {
      double total = 0.;
      for (std::size_t j = 0; j < stride; ++j)
        total += weights_[k][j] * first[node * stride + j];
      node_moments[k][node] = total;
    }
  collect(cells, node_moments, moments);
}

template class FirstMoments<2>;
template class FirstMoments<3>;

} // namespace rhoflow
