// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

#include <vector>

namespace rhoflow {

/// Discretization of the depth s in [0, 1].
enum class DepthRule { gauss, euler };

template <>
inline constexpr NamedValue<DepthRule> names_of<DepthRule>[] = {{DepthRule::gauss, "gauss"},
                                                                {DepthRule::euler, "euler"}};

/// Nodes s_j, weights b_j (sum one) and the matrix A of a one-step rule on consecutive blocks.
///
/// Within a block the rule couples its nodes, Z_j = Z_start + sum_k A_jk F_k, and
/// Z_end = Z_start + sum_k b_k F_k starts the next block. `gauss`: one block per interval, Gauss-
/// Legendre collocation (order 2J). `euler`: one block per layer, A = 0, exactly the finite ResNet
/// in depth of CLLCC (2).
class DepthGrid {
public:
  struct Block {
    unsigned int first, size;
    std::vector<double> matrix; ///< A_jk, row-major [size][size]
  };

  /// @pre nodes >= 1, intervals >= 1 (euler: layers = nodes * intervals).
  DepthGrid(DepthRule rule, unsigned int nodes, unsigned int intervals);

  std::size_t size() const { return nodes_.size(); }
  const std::vector<double> &nodes() const { return nodes_; }
  const std::vector<double> &weights() const { return weights_; }
  const std::vector<Block> &blocks() const { return blocks_; }

private:
  std::vector<double> nodes_, weights_;
  std::vector<Block> blocks_;
};

} // namespace rhoflow
