// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "operators/transport/kernels/cell_transport.h"

#include <algorithm>

namespace rhoflow {

/// Places within a cell of n^dim nodes: node b of line `line` along `direction`.
template <int dim, int n>
struct CellLines {
  static constexpr int face_nodes = dim == 2 ? n : n * n;
  static constexpr int nodes = n * face_nodes;

  static constexpr int step(int direction) {
    return direction == 0 ? 1 : direction == 1 ? n : n * n;
  }
  static constexpr int node(int direction, int line, int b) {
    if (direction == 0)
      return line * n + b;
    if (direction == 1)
      return line % n + (line / n) * n * n + b * n;
    return line + b * n * n;
  }
};

/// What one cell needs of the potential, as factors of u_k in the velocity v = -sum_k u_k grad
/// phi_k. The tables of derivatives have one row of padded length for each of n^(dim - 1) lines, so
/// that they are computed by whole vectors; `speed()` finds the entry of a node.
template <int dim, int n, int n_components>
class CellPotential {
  using Lines = CellLines<dim, n>;
  static constexpr int width = static_cast<int>(padded(n));
  static constexpr int rows = Lines::face_nodes;

public:
  CellPotential(const TransportTables &tables, const StagePotential &potential)
      : tables_(tables), potential_(potential) {}

  void gather(std::size_t cell) {
    const unsigned int *position = tables_.position.data() + cell * dim;
    std::size_t corner[3] = {0, 0, 0};
    double inverse_extent[dim];
    for (int d = 0; d < dim; ++d) {
      corner[d] = position[d] * std::size_t(n - 1);
      inverse_extent[d] = tables_.inverse_extent[position[d]];
    }
    for (int k = 0; k < n_components; ++k) {
      gather_values(k, corner);
      for (int d = 0; d < dim; ++d) {
        const double scale = -inverse_extent[d] * inverse_extent[d];
        if (d == 0)
          differentiate(k, d, 1, scale, swapped_);
        else
          differentiate(k, d, d == 1 ? 1 : n, scale, values_);
        const double lift = inverse_extent[d] / tables_.line_weight[0];
        for (int side = 0; side < 2; ++side)
          gather_face(k, d, side, cell, corner, position[d],
                      (side == 0 ? -lift : lift) * potential_.velocity_scale);
      }
    }
  }

  /// Asks for what gather() will read: short pieces of many rows, which the processor's own
  /// prefetching does not foresee.
  [[gnu::always_inline]] inline void prefetch(std::size_t cell) const {
    if (cell >= tables_.n_cells)
      return;
    const unsigned int *position = tables_.position.data() + cell * dim;
    std::size_t corner[3] = {0, 0, 0};
    for (int d = 0; d < dim; ++d)
      corner[d] = position[d] * std::size_t(n - 1);
    // The cell before along the first direction has used the beginnings of the rows.
    for (int k = 0; k < n_components; ++k)
      for (int row = 0; row < rows; ++row) {
        __builtin_prefetch(row_of_values(k, row, corner) + n - 1);
        __builtin_prefetch(potential_.face_gradient[0][k] + face_index(tables_, 0, position[0] + 1,
                                                                       0, corner[1] + row % n,
                                                                       corner[2] + row / n));
      }
    for (int k = 0; k < n_components; ++k)
      for (int d = 1; d < dim; ++d)
        for (int side = 0; side < 2; ++side)
          for (int other = 0; other < rows / n; ++other)
            __builtin_prefetch(potential_.face_gradient[d][k] +
                               face_index(tables_, d, position[d] + std::size_t(side),
                                          corner[0] + n - 1, corner[1] + other, corner[2] + other));
  }

  /// phi_k / l at the nodes.
  const double *phi(int k) const { return phi_[k]; }
  /// Factor of u_k in velocity / cell length along @p d at node @p b of line @p line.
  double speed(int k, int d, int line, int b) const {
    const int other = line % n, layer = line / n;
    return speed_[d][k][((d == 2 ? b * n + layer : layer * n + b)) * width + other];
  }
  /// Factor of u_k in what the face flux contributes per unit of the upwind density: inward
  /// velocity / (cell length x end weight); zero where the box ends.
  double face_speed(int k, int d, int side, int line) const {
    return face_speed_[d][k][side][line];
  }

private:
  const double *row_of_values(int k, int row, const std::size_t *corner) const {
    const std::size_t y = corner[1] + row % n, z = corner[2] + row / n;
    return potential_.phi[k] + (dim == 2 ? y : z * tables_.axis_size + y) * tables_.row_length +
           corner[0];
  }

  void gather_values(int k, const std::size_t *corner) {
    for (int row = 0; row < rows; ++row) {
      const double *source = row_of_values(k, row, corner);
      double *values = values_ + row * width, *phi = phi_[k] + row * n;
      for (int x = 0; x < n; ++x) {
        values[x] = phi[x] = potential_.velocity_scale * source[x];
        swapped_[((row / n) * n + x) * width + row % n] = values[x];
      }
    }
  }

  /// Derivative of the rows of @p values along the index whose rows are @p step apart.
  void differentiate(int k, int d, int step, double scale, const double *values) {
    for (int a = 0; a < n; ++a)
      for (int other = 0; other < rows / n; ++other) {
        const int first = step == 1 ? other * n : other;
        for (int x = 0; x < width; x += static_cast<int>(lane_count)) {
          Lanes derivative{};
          for (int b = 0; b < n; ++b)
            derivative += tables_.derivative[static_cast<std::size_t>(a * n + b)] *
                          load(values + (first + b * step) * width + x);
          store(speed_[d][k] + (first + a * step) * width + x, scale * derivative);
        }
      }
  }

  void gather_face(int k, int d, int side, std::size_t cell, const std::size_t *corner,
                   unsigned int position, double scale) {
    double *target = face_speed_[d][k][side];
    if (tables_.neighbor[cell * 2 * dim + 2 * std::size_t(d) + std::size_t(side)] ==
        TransportTables::no_neighbor) {
      std::fill_n(target, rows, 0.);
      return;
    }
    for (int line = 0; line < rows; ++line) {
      const int start = Lines::node(d, line, 0);
      target[line] = scale * potential_.face_gradient[d][k][face_index(
                                 tables_, d, position + std::size_t(side), corner[0] + start % n,
                                 corner[1] + (start / n) % n, corner[2] + start / (n * n))];
    }
  }

  const TransportTables &tables_;
  const StagePotential &potential_;
  double phi_[n_components][Lines::nodes];
  alignas(64) double values_[rows * width] = {};  ///< [z][y][x]
  alignas(64) double swapped_[rows * width] = {}; ///< [z][x][y]
  alignas(64) double speed_[dim][n_components][rows * width];
  double face_speed_[dim][n_components][2][rows];
};

} // namespace rhoflow
