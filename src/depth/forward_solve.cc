// SPDX-License-Identifier: Apache-2.0
#include "depth/forward_solve.h"

#include "rhoflow/base/errors.h"
#include "rhoflow/base/precondition.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/vector.h>

#include <cmath>
#include <sstream>

namespace rhoflow {

namespace {

constexpr unsigned int max_iterations = 30;
constexpr double tolerance = 1e-13;
/// Strong fields round at more than that: good enough where an iteration no longer halves it.
constexpr double rounding_tolerance = 1e-11;

/// Newton's correction for one block, all samples. Returns the largest residual relative to 1 +
/// |Z|.
class BlockCorrection {
public:
  BlockCorrection(const DepthGrid::Block &block, unsigned int dimension)
      : block_(block), d_(dimension), matrix_(block.size * dimension), residual_(block.size * d_),
        update_(block.size * d_) {}

  double residual(const Trajectory &trajectory, const double *start, std::size_t sample) {
    double largest = 0.;
    for (unsigned int j = 0; j < block_.size; ++j)
      for (unsigned int a = 0; a < d_; ++a) {
        const double z = trajectory.features[trajectory.index(block_.first + j, sample) + a];
        double r = start[a] - z;
        for (unsigned int k = 0; k < block_.size; ++k)
          r += block_.matrix[j * block_.size + k] *
               trajectory.field[trajectory.index(block_.first + k, sample) + a];
        residual_[j * d_ + a] = r;
        // Written so that a NaN counts as not converged.
        const double relative = std::abs(r) / (1. + std::abs(z));
        largest = relative <= largest ? largest : relative;
      }
    return largest;
  }

  /// @param with_field whether the field is corrected, too, by its derivative
  void correct(Trajectory &trajectory, std::size_t sample, bool with_field) {
    for (unsigned int j = 0; j < block_.size; ++j)
      for (unsigned int k = 0; k < block_.size; ++k) {
        const double *derivative =
            trajectory.derivative.data() + trajectory.index(block_.first + k, sample) * d_;
        for (unsigned int a = 0; a < d_; ++a)
          for (unsigned int c = 0; c < d_; ++c)
            matrix_(j * d_ + a, k * d_ + c) =
                (j == k && a == c ? 1. : 0.) -
                block_.matrix[j * block_.size + k] * derivative[a * d_ + c];
      }
    matrix_.gauss_jordan();
    matrix_.vmult(update_, residual_);
    for (unsigned int j = 0; j < block_.size; ++j)
      for (unsigned int a = 0; a < d_; ++a)
        trajectory.features[trajectory.index(block_.first + j, sample) + a] += update_[j * d_ + a];
    if (!with_field)
      return;
    for (unsigned int j = 0; j < block_.size; ++j) {
      const std::size_t place = trajectory.index(block_.first + j, sample);
      for (unsigned int a = 0; a < d_; ++a)
        for (unsigned int c = 0; c < d_; ++c)
          trajectory.field[place + a] +=
              trajectory.derivative[(place + a) * d_ + c] * update_[j * d_ + c];
    }
  }

private:
  const DepthGrid::Block &block_;
  unsigned int d_;
  dealii::FullMatrix<double> matrix_;
  dealii::Vector<double> residual_, update_;
};

void solve_block(const DepthGrid &grid, const DepthGrid::Block &block,
                 const std::vector<double> &start, const VectorFieldFunction &field,
                 Trajectory &trajectory, double last_residual) {
  const unsigned int d = trajectory.dimension;
  if (block.size == 1 && block.matrix[0] == 0.) {
    std::copy(start.begin(), start.end(),
              trajectory.features.begin() + std::ptrdiff_t(trajectory.index(block.first, 0)));
    field(block.first, block.first + 1, trajectory);
    return;
  }
  BlockCorrection correction(block, d);
  double largest = 0., previous = 0.;
  for (unsigned int iteration = 0; iteration < max_iterations; ++iteration) {
    field(block.first, block.first + block.size, trajectory);
    previous = largest;
    largest = 0.;
    for (std::size_t i = 0; i < trajectory.n_samples; ++i) {
      const double relative = correction.residual(trajectory, start.data() + i * d, i);
      if (!std::isfinite(relative)) {
        std::ostringstream message;
        message << "forward solve: the features of sample " << trajectory.first_sample + i
                << " near depth s = " << grid.nodes()[block.first] << " are not finite";
        throw RunError(message.str());
      }
      largest = std::max(largest, relative);
      if (relative > tolerance)
        correction.correct(trajectory, i, relative <= last_residual);
    }
    if (largest <= std::max(tolerance, last_residual) ||
        (iteration > 0 && largest <= rounding_tolerance && largest > previous / 2.))
      return;
  }
  std::ostringstream message;
  message << "forward solve: Newton's method did not converge between depths s = "
          << grid.nodes()[block.first] << " and " << grid.nodes()[block.first + block.size - 1]
          << " (residual " << largest << " after " << max_iterations
          << " iterations); use more Depth/Intervals or a smaller Network/Alpha";
  throw RunError(message.str());
}

} // namespace

void solve_forward(const DepthGrid &grid, const std::vector<double> &inputs,
                   const VectorFieldFunction &field, Trajectory &trajectory, double last_residual) {
  RHOFLOW_PRECONDITION(trajectory.n_nodes == grid.size(), "the trajectory is at the depth nodes");
  RHOFLOW_PRECONDITION(inputs.size() == trajectory.n_samples * trajectory.dimension,
                       "the inputs of every sample");
  std::vector<double> start = inputs;
  for (const DepthGrid::Block &block : grid.blocks()) {
    solve_block(grid, block, start, field, trajectory, last_residual);
    for (unsigned int k = 0; k < block.size; ++k) {
      const double *values = trajectory.field.data() + trajectory.index(block.first + k, 0);
      for (std::size_t i = 0; i < start.size(); ++i)
        start[i] += grid.weights()[block.first + k] * values[i];
    }
  }
  trajectory.final_features = start;
}

} // namespace rhoflow
