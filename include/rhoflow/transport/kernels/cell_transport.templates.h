#pragma once

#include "rhoflow/base/simd.h"
#include "rhoflow/transport/kernels/cell_transport.h"

#include <algorithm>

namespace rhoflow {

/// The loop over cells, compiled for one inner dimension, number of nodes per line n = p + 1 and
/// number of outer weights. A cell is processed completely while it is in the first-level cache:
/// inner derivatives and fluxes into a local buffer, then per node the outer term, the Runge-Kutta
/// update, the error and the moments, and one store.
template <int dim, int n, int n_components>
class CellTransport {
public:
  CellTransport(const TransportTables &tables, const StagePotential &potential,
                const StageUpdate &update)
      : tables_(tables), potential_(potential), update_(update), stride_(tables.stride),
        n_chunks_(tables.stride / lane_count), buffer_(nodes * tables.stride) {}

  StageSums run(std::size_t begin, std::size_t end, const double *in, const double *old,
                double *out, const std::array<double *, 2> &moments) {
    StageSums sums;
    for (std::size_t cell = begin; cell < end; ++cell) {
      gather(cell);
      for (std::size_t chunk = 0; chunk < n_chunks_; ++chunk)
        inner_transport(cell, chunk, in);
      const std::size_t first = cell * nodes;
      finish(cell, in + first * stride_, old + first * stride_, out + first * stride_, moments,
             sums);
    }
    return sums;
  }

private:
  static constexpr int face_nodes = dim == 2 ? n : n * n;
  static constexpr int nodes = n * face_nodes;
  static constexpr int step(int direction) {
    return direction == 0 ? 1 : direction == 1 ? n : n * n;
  }

  /// First node of line @p line along @p direction.
  static constexpr int line_start(int direction, int line) {
    if (direction == 0)
      return line * n;
    if (direction == 1)
      return line % n + (line / n) * n * n;
    return line;
  }

  /// Potential, its cellwise gradient and the boundary derivatives of this cell, scaled so that
  /// velocity = + sum_k u_k slope_k.
  void gather(std::size_t cell) {
    const unsigned int *position = tables_.position.data() + cell * dim;
    std::size_t corner[3] = {0, 0, 0};
    for (int d = 0; d < dim; ++d)
      corner[d] = position[d] * std::size_t(n - 1);
    for (int k = 0; k < n_components; ++k)
      for (int a = 0; a < nodes; ++a) {
        const std::size_t x = corner[0] + a % n, y = corner[1] + (a / n) % n,
                          z = corner[2] + a / (n * n);
        const std::size_t row = dim == 2 ? y : z * tables_.axis_size + y;
        phi_[k][a] = potential_.velocity_scale * potential_.phi[k][row * tables_.row_length + x];
      }
    for (int d = 0; d < dim; ++d) {
      inverse_extent_[d] = tables_.inverse_extent[position[d]];
      for (int k = 0; k < n_components; ++k) {
        for (int line = 0; line < face_nodes; ++line) {
          const int start = line_start(d, line);
          for (int a = 0; a < n; ++a) {
            double derivative = 0.;
            for (int b = 0; b < n; ++b)
              derivative += tables_.derivative[a * n + b] * phi_[k][start + b * step(d)];
            slope_[d][k][start + a * step(d)] = -derivative * inverse_extent_[d];
          }
          for (int side = 0; side < 2; ++side) {
            const std::size_t at =
                face_index(tables_, d, position[d] + std::size_t(side), corner[0] + start % n,
                           corner[1] + (start / n) % n, corner[2] + start / (n * n));
            face_slope_[d][k][side][line] =
                -potential_.velocity_scale * potential_.face_gradient[d][k][at];
          }
        }
      }
    }
  }

  /// -div_q(v r) of one chunk of outer values into the buffer.
  void inner_transport(std::size_t cell, std::size_t chunk, const double *in) {
    const std::size_t offset = chunk * lane_count;
    const double *local = in + cell * nodes * stride_ + offset;
    Lanes u[n_components];
    for (int k = 0; k < n_components; ++k)
      u[k] = load(tables_.coordinate[k].data() + offset);
    Lanes sum[nodes] = {};
    for (int d = 0; d < dim; ++d) {
      for (int line = 0; line < face_nodes; ++line) {
        const int start = line_start(d, line);
        Lanes flux[n];
        for (int b = 0; b < n; ++b) {
          const int node = start + b * step(d);
          Lanes velocity = u[0] * slope_[d][0][node];
          for (int k = 1; k < n_components; ++k)
            velocity += u[k] * slope_[d][k][node];
          flux[b] = velocity * load(local + node * stride_) * inverse_extent_[d];
        }
        for (int a = 0; a < n; ++a) {
          Lanes value = sum[start + a * step(d)];
          for (int b = 0; b < n; ++b)
            value += tables_.weak_derivative[a * n + b] * flux[b];
          sum[start + a * step(d)] = value;
        }
      }
      const double lift = inverse_extent_[d] / tables_.line_weight[0];
      for (int side = 0; side < 2; ++side) {
        const unsigned int neighbor = tables_.neighbor[cell * 2 * dim + 2 * d + side];
        if (neighbor == TransportTables::no_neighbor)
          continue;
        const double *other = in + std::size_t(neighbor) * nodes * stride_ + offset;
        for (int line = 0; line < face_nodes; ++line) {
          const int low = line_start(d, line), high = low + (n - 1) * step(d);
          const Lanes lower =
              side == 0 ? load(other + high * stride_) : load(local + high * stride_);
          const Lanes upper = side == 0 ? load(local + low * stride_) : load(other + low * stride_);
          Lanes velocity = u[0] * face_slope_[d][0][side][line];
          for (int k = 1; k < n_components; ++k)
            velocity += u[k] * face_slope_[d][k][side][line];
          const Lanes flux = velocity * (velocity > 0. ? lower : upper);
          if (side == 0)
            sum[low] += lift * flux;
          else
            sum[high] -= lift * flux;
        }
      }
    }
    for (int a = 0; a < nodes; ++a)
      store(buffer_.data() + a * stride_ + offset, sum[a]);
  }

  /// Outer term, update, error and moments of all nodes of the cell.
  void finish(std::size_t cell, const double *in, const double *old, double *out,
              const std::array<double *, 2> &moments, StageSums &sums) {
    const unsigned int *position = tables_.position.data() + cell * dim;
    for (int a = 0; a < nodes; ++a) {
      double quadrature_weight = 1.;
      for (int d = 0, index = a; d < dim; ++d, index /= n)
        quadrature_weight *= tables_.line_weight[index % n] / tables_.inverse_extent[position[d]];
      const double *row = in + a * stride_;
      Lanes error{}, norm{}, moment[n_components] = {};
      for (std::size_t chunk = 0; chunk < n_chunks_; ++chunk) {
        const std::size_t offset = chunk * lane_count;
        Lanes right = load(buffer_.data() + a * stride_ + offset);
        for (int k = 0; k < n_components; ++k)
          right -= phi_[k][a] * outer_transport(k, phi_[k][a] < 0., chunk, row);
        const Lanes before = load(old + a * stride_ + offset), here = load(row + offset);
        const Lanes after = update_.a_old * before + update_.a_in * here + update_.a_rhs * right;
        store(out + a * stride_ + offset, after);
        const Lanes e = update_.e_old * before + update_.e_in * here + update_.e_out * after;
        const Lanes weight = load(tables_.norm_weight.data() + offset);
        error += weight * e * e;
        norm += weight * after * after;
        for (int k = 0; k < n_components; ++k)
          moment[k] += load(tables_.moment_weight[k].data() + offset) * after;
      }
      sums.error += quadrature_weight * sum(error);
      sums.norm += quadrature_weight * sum(norm);
      for (int k = 0; k < n_components; ++k)
        if (moments[k] != nullptr)
          moments[k][cell * nodes + a] = sum(moment[k]);
    }
  }

  /// (D_k r) for one chunk of outer rows: columns of the matrix times broadcast values.
  Lanes outer_transport(int k, bool phi_negative, std::size_t chunk, const double *row) const {
    const auto &matrix = tables_.outer_matrix[k][phi_negative];
    const auto &band = tables_.outer_band[k][phi_negative][chunk];
    const double *column = matrix.data() + band[0] * stride_ + chunk * lane_count;
    Lanes first{}, second{};
    std::size_t j = band[0];
    for (; j + 1 < band[1]; j += 2, column += 2 * stride_) {
      first += load(column) * row[j];
      second += load(column + stride_) * row[j + 1];
    }
    if (j < band[1])
      first += load(column) * row[j];
    return first + second;
  }

  const TransportTables &tables_;
  const StagePotential &potential_;
  const StageUpdate update_;
  std::size_t stride_, n_chunks_;
  AlignedVector buffer_;
  double phi_[n_components][nodes];
  double slope_[dim][n_components][nodes];
  double face_slope_[dim][n_components][2][face_nodes];
  double inverse_extent_[dim];
};

/// Chooses the instance for the number of nodes per line, 2 to 9.
template <int dim, int n_components>
StageSums transport_cells_dispatch(const TransportTables &tables, const StagePotential &potential,
                                   const StageUpdate &update, std::size_t begin, std::size_t end,
                                   const double *in, const double *old, double *out,
                                   const std::array<double *, 2> &moments) {
  const auto run = [&](auto n) {
    return CellTransport<dim, decltype(n)::value, n_components>(tables, potential, update)
        .run(begin, end, in, old, out, moments);
  };
  switch (tables.nodes_per_line) {
  case 2:
    return run(std::integral_constant<int, 2>());
  case 3:
    return run(std::integral_constant<int, 3>());
  case 4:
    return run(std::integral_constant<int, 4>());
  case 5:
    return run(std::integral_constant<int, 5>());
  case 6:
    return run(std::integral_constant<int, 6>());
  case 7:
    return run(std::integral_constant<int, 7>());
  case 8:
    return run(std::integral_constant<int, 8>());
  default:
    return run(std::integral_constant<int, 9>());
  }
}

} // namespace rhoflow
