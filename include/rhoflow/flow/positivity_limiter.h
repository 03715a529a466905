// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/density/density_space.h"
#include "rhoflow/density/local_cells.h"

namespace rhoflow {

/// What a limiter found and did.
struct LimiterWork {
  double smallest_mean = 0.; ///< of a cell
  double change = 0.;        ///< sum of weight x (after - before)^2, the norm of the step control
  double mass = 0.;          ///< sum of weight x value as found
  double emptied = 0.;       ///< mass put into cells by setting them to zero

  LimiterWork &operator+=(const LimiterWork &other);
};

/// What becomes of cells whose mean is negative.
enum class NegativeMeans {
  kept,   ///< nothing: the step was too long
  emptied ///< zero: diffusion couples all cells of a density, and its rounding and the undershoots
          ///< of tails reach cells with next to no mass
};

/// Limiter of a density with a finite-element outer basis: within every product of an inner cell
/// with an outer cell negative values are set to zero and the positive ones multiplied by
///   1 + sum_m lambda_m phi_m(theta),
/// phi_m the products of Legendre polynomials up to total degree q, with the lambda that restore
/// the cell's moments sum w v phi_m. For q = 0 (cut and rescale, Light and Durran 2016) the factor
/// is never negative. From there it moves to that of q = 1 and on to that of q = 2, each time as
/// far as no value turns negative by more than 1e-4 of the cell's mean, which is cut. The systems
/// for the lambda are solved with a small ridge. So the result is continuous in the values: the
/// step control sees no jumps, and rounding stays rounding. Mass is unchanged, and so are first and
/// second moments where a thin density allows it.
///
/// Non-negative means are guaranteed by the step size as for Zhang and Shu's limiter, which draws
/// all values of a cell towards the mean. Cutting changes a cell only by the size of its
/// undershoot, whatever the variation in the cell; with its moments kept the smooth integrals that
/// drive the flow hardly notice.
template <int dim>
class PositivityLimiter {
public:
  /// @pre the basis has limiter cells.
  explicit PositivityLimiter(const DensitySpace<dim> &space,
                             NegativeMeans negative_means = NegativeMeans::kept);

  /// Limits all product cells of inner cells [begin, end).
  /// @param cells  whose stored values @p density holds
  LimiterWork apply(const LocalCells &cells, unsigned int begin, unsigned int end,
                    AlignedVector &density) const;
  LimiterWork apply(unsigned int begin, unsigned int end, AlignedVector &density) const {
    return apply(LocalCells::all(space_.mesh().n_cells()), begin, end, density);
  }

private:
  struct Workspace;

  void tabulate_polynomials();
  /// Multiplies the positive values of @p work by the polynomial that restores the moments.
  void restore_moments(Workspace &work, double cell_volume) const;
  /// Finds the lambda that restore the first @p n_moments moments. @return whether there are any
  bool solve_for_moments(Workspace &work, std::size_t n_moments) const;
  /// Moves the factor towards the one that restores the first @p n_moments moments.
  void improve_factor(Workspace &work, std::size_t n_moments) const;

  const DensitySpace<dim> &space_;
  NegativeMeans negative_means_;
  std::size_t nodes_per_outer_cell_;                  ///< along one outer direction
  std::vector<std::vector<std::size_t>> outer_cells_; ///< outer indices of every outer cell
  std::vector<double> inner_weight_;                  ///< relative, within a cell
  std::size_t n_nodes_ = 0;                           ///< of a product cell
  std::size_t row_length_ = 0;                        ///< the same, padded for the kernels
  AlignedVector weight_;                   ///< relative, of the nodes of a product cell; padded
  AlignedVector polynomial_;               ///< [m][node, padded], sorted by total degree
  std::vector<std::size_t> n_polynomials_; ///< [q]: number of total degree at most q
};

} // namespace rhoflow
