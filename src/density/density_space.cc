// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/density/density_space.h"

#include "base/simd.h"
#include "rhoflow/base/precondition.h"

namespace rhoflow {

template <int dim>
DensitySpace<dim>::DensitySpace(std::shared_ptr<const InnerMesh<dim>> mesh,
                                std::shared_ptr<const OuterBasis> basis, unsigned int n_components)
    : mesh_(std::move(mesh)), basis_(std::move(basis)), n_components_(n_components) {
  RHOFLOW_PRECONDITION(n_components == 1 || n_components == dim - 1,
                       "one outer weight, or one for each input");
  for (unsigned int k = 0; k < n_components; ++k)
    n_outer_ *= basis_->n_nodes();
  stride_ = padded(n_outer_);
  coordinate_.assign(n_components, AlignedVector(stride_, 0.));
  weight_.assign(stride_, 0.);
  nodal_factor_.assign(n_outer_, 1.);

  for (std::size_t j = 0; j < n_outer_; ++j) {
    weight_[j] = 1.;
    for (unsigned int k = 0; k < n_components; ++k) {
      const std::size_t index = outer_index(j, k);
      coordinate_[k][j] = basis_->nodes()[index];
      weight_[j] *= basis_->weights()[index];
      nodal_factor_[j] *= basis_->reference(basis_->nodes()[index]);
    }
  }
}

template class DensitySpace<2>;
template class DensitySpace<3>;

} // namespace rhoflow
