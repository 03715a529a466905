#pragma once

#include "rhoflow/density/density_space.h"

#include <vector>

namespace rhoflow {

/// Evaluates a density on R^3 (one outer weight u, inner weights w and b) and its marginals on a
/// uniform grid of [-R, R] in every direction, for files and pictures.
///
/// All results are for the physical weights theta = l xi: the axis is stretched by l and densities
/// are divided by l to the number of their coordinates.
class DensitySampler {
public:
  /// @pre space has one outer weight. @p points >= 2 per direction.
  DensitySampler(const DensitySpace<2> &space, unsigned int points);

  /// The sampling points of every direction for length scale @p l.
  std::vector<double> axis(double l) const;

  /// rho(u, w, b): [b][w][u].
  std::vector<double> density(const AlignedVector &density, double l) const;
  /// int rho du: [b][w].
  std::vector<double> inner_marginal(const AlignedVector &density, double l) const;
  /// int rho db: [w][u].
  std::vector<double> outer_marginal(const AlignedVector &density, double l) const;
  /// Any function given at the nodes of the inner mesh: [b][w].
  std::vector<double> inner_function(const std::vector<double> &node_values) const;

private:
  /// Where a sampling point lies in the mesh: its cell and the Lagrange polynomials there.
  struct Place {
    unsigned int cell;
    std::vector<double> lagrange;
  };
  std::size_t node(unsigned int cell_w, unsigned int cell_b, unsigned int a_w,
                   unsigned int a_b) const;
  /// Outer row at place (w, b), already evaluated at the sampling points of u.
  void sample_row(const std::vector<double> &outer_row, double *u_values) const;

  const DensitySpace<2> &space_;
  std::vector<double> axis_;
  std::vector<Place> places_;
  std::vector<std::vector<double>> outer_evaluation_; ///< [point][outer node]
  std::vector<unsigned int> cell_at_;                 ///< [cell_b][cell_w]
};

} // namespace rhoflow
