// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/operators/stage_pass.h"

#include "operators/kernels/update_rows.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

template <int dim>
StagePass<dim>::StagePass(std::shared_ptr<const DensitySpace<dim>> space)
    : space_(std::move(space)), moments_(space_) {
  const InnerMesh<dim> &mesh = space_->mesh();
  for (unsigned int c = 0; c < mesh.n_cells(); ++c)
    for (unsigned int a = 0; a < mesh.nodes_per_cell(); ++a)
      node_weight_.push_back(mesh.weight(c, a));
}

template <int dim>
StageSums StagePass<dim>::run(const StageUpdate &update, const LocalCells &cells,
                              const CellRange &range, const AlignedVector &in,
                              const AlignedVector &old, const double *rhs, AlignedVector &out,
                              std::vector<AlignedVector> &moments) const {
  RHOFLOW_PRECONDITION(cells.first <= range.begin && range.begin <= range.end &&
                           range.end <= cells.last,
                       "the range is among the cells");
  RHOFLOW_PRECONDITION(in.size() == space_->n_values(cells) && old.size() == in.size() &&
                           out.size() == in.size(),
                       "the arrays hold the stored cells");
  RHOFLOW_PRECONDITION(moments.size() == space_->n_components(), "moments of every outer weight");
  const std::size_t nodes = space_->mesh().nodes_per_cell();
  const std::size_t first = (range.begin - cells.stored_first) * nodes * space_->stride();
  RowTables tables{space_->stride(), space_->weight().data(), {}};
  std::array<double *, 2> moment_rows{};
  for (unsigned int k = 0; k < space_->n_components(); ++k) {
    tables.moment_weight[k] = moments_.weights(k).data();
    moment_rows[k] = moments[k].data() + (range.begin - cells.first) * nodes;
  }
  return update_rows(tables, update, (range.end - range.begin) * nodes,
                     node_weight_.data() + range.begin * nodes, in.data() + first,
                     old.data() + first, rhs, out.data() + first, moment_rows);
}

template class StagePass<2>;
template class StagePass<3>;

} // namespace rhoflow
