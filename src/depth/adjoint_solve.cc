// SPDX-License-Identifier: Apache-2.0
#include "depth/adjoint_solve.h"

#include "rhoflow/base/precondition.h"

#include <deal.II/lac/full_matrix.h>
#include <deal.II/lac/vector.h>

#include <algorithm>

namespace rhoflow {

namespace {

/// p_j = p_end + sum_k (A_kj b_k / b_j) dF_k^T p_k within one block, one sample.
void solve_block(const DepthGrid &grid, const DepthGrid::Block &block, const Trajectory &trajectory,
                 std::size_t sample, const double *end, dealii::FullMatrix<double> &matrix,
                 dealii::Vector<double> &right_hand_side, dealii::Vector<double> &solution) {
  const unsigned int d = trajectory.dimension;
  if (block.size == 1 && block.matrix[0] == 0.) {
    std::copy(end, end + d, solution.begin());
    return;
  }
  for (unsigned int j = 0; j < block.size; ++j)
    for (unsigned int a = 0; a < d; ++a) {
      right_hand_side[j * d + a] = end[a];
      for (unsigned int k = 0; k < block.size; ++k) {
        const double *derivative =
            trajectory.derivative.data() + trajectory.index(block.first + k, sample) * d;
        const double factor = block.matrix[k * block.size + j] * grid.weights()[block.first + k] /
                              grid.weights()[block.first + j];
        for (unsigned int c = 0; c < d; ++c)
          matrix(j * d + a, k * d + c) =
              (j == k && a == c ? 1. : 0.) - factor * derivative[c * d + a];
      }
    }
  matrix.gauss_jordan();
  matrix.vmult(solution, right_hand_side);
}

} // namespace

Adjoint solve_adjoint(const DepthGrid &grid, const Trajectory &trajectory,
                      const std::vector<double> &final_state) {
  RHOFLOW_PRECONDITION(trajectory.n_nodes == grid.size(), "the trajectory is at the depth nodes");
  RHOFLOW_PRECONDITION(final_state.size() == trajectory.n_samples * trajectory.dimension,
                       "p(1) of every sample");
  const unsigned int d = trajectory.dimension;
  Adjoint adjoint;
  adjoint.states.resize(trajectory.features.size());
  adjoint.initial = final_state;
  std::vector<double> &end = adjoint.initial;
  for (auto block = grid.blocks().rbegin(); block != grid.blocks().rend(); ++block) {
    const unsigned int size = block->size * d;
    dealii::FullMatrix<double> matrix(size);
    dealii::Vector<double> right_hand_side(size), solution(size);
    for (std::size_t i = 0; i < trajectory.n_samples; ++i) {
      double *p_end = end.data() + i * d;
      solve_block(grid, *block, trajectory, i, p_end, matrix, right_hand_side, solution);
      for (unsigned int k = 0; k < block->size; ++k) {
        const std::size_t at = trajectory.index(block->first + k, i);
        for (unsigned int a = 0; a < d; ++a) {
          adjoint.states[at + a] = solution[k * d + a];
          for (unsigned int c = 0; c < d; ++c)
            p_end[a] += grid.weights()[block->first + k] *
                        trajectory.derivative[at * d + c * d + a] * solution[k * d + c];
        }
      }
    }
  }
  return adjoint;
}

} // namespace rhoflow
