#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/transport/kernels/cell_transport.h"

namespace rhoflow {

/// Limiter of a density with a finite-element outer basis: within every product of an inner cell
/// with an outer cell negative values are set to zero and the positive ones scaled down until the
/// cell's mean is what it was. Mass is unchanged.
///
/// Non-negative means are guaranteed by the step size as for Zhang and Shu's limiter, which draws
/// all values of a cell towards the mean. Cutting and rescaling (Light and Durran 2016) changes a
/// cell only by the size of its undershoot, whatever the variation in the cell, and is far less
/// diffusive where the density is steep.
template <int dim>
class PositivityLimiter {
public:
  /// @pre the basis has limiter cells.
  explicit PositivityLimiter(const DensitySpace<dim> &space);

  /// Limits all product cells of inner cells [begin, end). Returns the smallest mean found; where
  /// it is negative the step was too long and the values there are left alone.
  double apply(unsigned int begin, unsigned int end, AlignedVector &density) const;

  /// Sum over the product cells of inner cells [begin, end) of volume times the square of the mean
  /// of e = e_old old + e_in in + e_out out. The limiter moves nodal values by an amount of the
  /// order of the step, which no smaller step removes from e, but it leaves the means alone: they
  /// tell the error of the time integration.
  double mean_error(unsigned int begin, unsigned int end, const StageUpdate &update,
                    const AlignedVector &old, const AlignedVector &in,
                    const AlignedVector &out) const;

private:
  const DensitySpace<dim> &space_;
  std::size_t nodes_per_outer_cell_;                  ///< along one outer direction
  std::vector<std::vector<std::size_t>> outer_cells_; ///< outer indices of every outer cell
  std::vector<double> inner_weight_;                  ///< relative, within a cell
};

} // namespace rhoflow
