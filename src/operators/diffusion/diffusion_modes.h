// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operators/diffusion/line_modes.h"
#include "operators/kernels/outer_product.h"
#include "rhoflow/density/density_space.h"
#include "rhoflow/network/noise_parameters.h"

#include <memory>
#include <vector>

namespace rhoflow {

/// The eigenvectors of the stiff part of the noise on one density space, and the transform of
/// densities into them and back.
///
/// The space is a tensor product and the temperature a constant, hence
///   kappa Laplace = kappa (A x 1 x 1 + 1 x A x 1 + 1 x 1 x A)
/// with the one-dimensional A of interior_penalty_laplacian(); outer weights have a part in it only
/// where their basis calls it stiff (OuterNoise::laplacian). The eigenvectors are products of those
/// of A (LineModes), the eigenvalues sums. The transform is a few dense products per direction and
/// exact: no system is solved.
///
/// Coefficients are stored [mode of q_dim]...[mode of q_1][outer index or mode].
template <int dim>
class DiffusionModes {
public:
  DiffusionModes(std::shared_ptr<const DensitySpace<dim>> space, const Noise &noise);

  const DensitySpace<dim> &space() const { return *space_; }

  /// kappa times the eigenvalues of the inner part, at most 0: [row of coefficients].
  const std::vector<double> &inner_eigenvalues() const { return inner_; }
  /// The same of the outer part, [outer mode]; one zero where outer weights are not transformed.
  const std::vector<double> &outer_eigenvalues() const { return outer_; }
  bool transforms_outer() const { return outer_.size() > 1; }
  /// Weights of the squares of coefficients in the squared norm of the step control.
  const AlignedVector &norm_weights() const { return norm_weights_; }

  /// Lines of a sweep; a transform is one sweep per direction, each over all lines.
  std::size_t n_lines() const { return n_lines_; }
  /// Sweep @p direction of the transform into modes, on the lines [begin, end): sweep 0 reads
  /// @p nodal, the others work on @p modal alone.
  void forward(unsigned int direction, std::size_t begin, std::size_t end,
               const AlignedVector &nodal, AlignedVector &modal) const;
  /// The same back; sweeps come in the order dim - 1, ..., 0 and the last one writes @p nodal.
  void backward(unsigned int direction, std::size_t begin, std::size_t end, AlignedVector &modal,
                AlignedVector &nodal) const;

private:
  /// Tensor place of the first node of a line, and how far apart its nodes are.
  std::size_t first_of(unsigned int direction, std::size_t line) const;
  std::size_t step_of(unsigned int direction) const;
  /// Rows of a line's nodes and of its coefficients before (or after) the sweep along @p direction;
  /// they are the same but in the sweep between nodes and modes.
  template <typename Number>
  void find_rows(unsigned int direction, std::size_t line, Number *nodal, double *modal,
                 std::vector<Number *> &nodes, std::vector<double *> &modes) const;
  /// All outer weights of the rows of modal coefficients.
  void transform_outer(const OuterColumns &matrix, double *rows, std::size_t n_rows) const;

  std::shared_ptr<const DensitySpace<dim>> space_;
  LineTables line_;
  std::size_t n_lines_ = 0;
  std::vector<std::size_t> node_; ///< [tensor place]: number of the node in the mesh
  std::vector<double> inner_, outer_;
  OuterColumns outer_forward_, outer_backward_; ///< empty where outer weights are not transformed
  AlignedVector norm_weights_;
};

} // namespace rhoflow
