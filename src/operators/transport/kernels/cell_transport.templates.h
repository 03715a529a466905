// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/simd.h"
#include "operators/transport/kernels/cell_potential.h"
#include "operators/transport/kernels/cell_transport.h"
#include "operators/transport/kernels/outer_transport.h"

#include <algorithm>
#include <type_traits>

namespace rhoflow {

/// The loop over cells, compiled for one inner dimension, number of nodes per line n = p + 1 and
/// number of outer weights. A cell is processed completely while it is in the first-level cache:
/// inner derivatives and fluxes and the outer term into a local buffer, then per node the
/// Runge-Kutta update, the error and the moments, and one store.
template <int dim, int n, int n_components>
class CellTransport {
public:
  CellTransport(const TransportTables &tables, const StagePotential &potential,
                const StageUpdate &update)
      : tables_(tables), update_(update), potential_(tables, potential),
        outer_(make_outer_transport(tables)), stride_(tables.stride),
        buffer_(nodes * tables.stride), with_old_(update.a_old != 0. || update.e_old != 0.),
        with_error_(update.e_old != 0. || update.e_in != 0. || update.e_out != 0.) {
    std::copy_n(tables.weak_derivative.begin(), n * n, weak_derivative_);
    for (int a = 0; a < nodes; ++a) {
      weight_[a] = 1.;
      for (int d = 0; d < dim; ++d)
        weight_[a] *= tables.line_weight[static_cast<std::size_t>(a / Lines::step(d) % n)];
    }
  }

  StageSums run(std::size_t begin, std::size_t end, const double *in, const double *old,
                double *out, const std::array<double *, 2> &moments) {
    const double *phi[n_components];
    for (int k = 0; k < n_components; ++k)
      phi[k] = potential_.phi(k);
    for (std::size_t cell = begin; cell < end; ++cell) {
      const std::size_t first = cell * nodes * stride_;
      const std::size_t ahead = first + cells_ahead * nodes * stride_;
      ahead_.in = in + ahead;
      ahead_.old = old + ahead;
      ahead_.out = out + ahead;
      find_neighbors_ahead(cell + cells_ahead, in);
      potential_.prefetch(cell + cells_ahead);
      potential_.gather(cell);
      std::size_t offset = 0;
      for (; offset + 2 * lane_count <= stride_; offset += 2 * lane_count)
        inner_transport<2>(cell, offset, in);
      if (offset < stride_)
        inner_transport<1>(cell, offset, in);
      outer_->subtract(nodes, in + first, phi, buffer_.data());
      finish(cell, in + first, old + first, out + first, moments);
    }
    return {sum(error_), sum(norm_)};
  }

private:
  using Lines = CellLines<dim, n>;
  static constexpr int face_nodes = Lines::face_nodes, nodes = Lines::nodes;
  static constexpr int padded_nodes = static_cast<int>(padded(nodes));
  /// How far memory is asked for before it is needed; a prefetch beyond the array does no harm.
  static constexpr std::size_t cells_ahead = 2;

  /// -div_q(v r) of @p count chunks of outer values from @p offset on into the buffer.
  template <int count>
  [[gnu::always_inline]] inline void inner_transport(std::size_t cell, std::size_t offset,
                                                     const double *in) {
    Lanes u[n_components][count];
    for (int k = 0; k < n_components; ++k)
      for (int c = 0; c < count; ++c)
        u[k][c] = load(tables_.coordinate[k].data() + offset + c * lane_count);
    along<count, 0>(cell, offset, in, u);
    along<count, 1>(cell, offset, in, u);
    if constexpr (dim == 3)
      along<count, 2>(cell, offset, in, u);
  }

  /// The values of the cell behind @p face. The speed is zero where there is none; any address will
  /// do.
  const double *beyond(std::size_t cell, std::size_t face, const double *in) const {
    const unsigned int index = tables_.neighbor[cell * 2 * dim + face];
    return in + (index == TransportTables::no_neighbor ? cell : index) * nodes * stride_;
  }

  /// The part of inner_transport() that belongs to direction @p d. With one outer weight the factor
  /// u is common to all terms and applied last.
  template <int count, int d>
  [[gnu::always_inline]] inline void along(std::size_t cell, std::size_t offset, const double *in,
                                           const Lanes (&u)[n_components][count]) {
    const double *local = in + cell * nodes * stride_ + offset;
    const double *neighbor[2] = {beyond(cell, 2 * d, in) + offset,
                                 beyond(cell, 2 * d + 1, in) + offset};
    for (int line = 0; line < face_nodes; ++line) {
      const std::size_t low = static_cast<std::size_t>(Lines::node(d, line, 0)) * stride_,
                        high = static_cast<std::size_t>(Lines::node(d, line, n - 1)) * stride_,
                        step = static_cast<std::size_t>(Lines::step(d)) * stride_;
      if (d == 0)
        prefetch_line<count, 0>(ahead_.in, line, offset);
      else if (d == 1)
        prefetch_line<count, 1>(ahead_.out, line, offset);
      if (d == dim - 1)
        prefetch_faces<count>(line, offset);
      Lanes flux[n][count], face[2][count];
      for (int c = 0; c < count; ++c) {
        const std::size_t at = c * lane_count;
        face[0][c] = face_flux<count, d>(line, 0, c, load(neighbor[0] + high + at),
                                         load(local + low + at), u);
        face[1][c] = face_flux<count, d>(line, 1, c, load(neighbor[1] + low + at),
                                         load(local + high + at), u);
      }
      for (int b = 0; b < n; ++b)
        for (int c = 0; c < count; ++c) {
          const Lanes value = load(local + low + b * step + c * lane_count);
          if constexpr (n_components == 1)
            flux[b][c] = potential_.speed(0, d, line, b) * value;
          else
            flux[b][c] = (potential_.speed(0, d, line, b) * u[0][c] +
                          potential_.speed(1, d, line, b) * u[1][c]) *
                         value;
        }
      double *target = buffer_.data() + offset + low;
      for (int a = 0; a < n; ++a) {
        Lanes value[count];
        for (int c = 0; c < count; ++c) {
          value[c] = d == 0 ? Lanes{} : load(target + a * step + c * lane_count);
          if (a == 0)
            value[c] += face[0][c];
          if (a == n - 1)
            value[c] += face[1][c];
        }
        for (int b = 0; b < n; ++b) {
          const double entry = weak_derivative_[a * n + b];
          for (int c = 0; c < count; ++c)
            value[c] += entry * flux[b][c];
        }
        for (int c = 0; c < count; ++c) {
          if (d == dim - 1 && n_components == 1)
            value[c] *= u[0][c];
          store(target + a * step + c * lane_count, value[c]);
        }
      }
    }
  }

  /// Upwind flux into the cell through one face: from @p beyond where the velocity points inwards.
  template <int count, int d>
  Lanes face_flux(int line, int side, int c, const Lanes &beyond, const Lanes &here,
                  const Lanes (&u)[n_components][count]) const {
    const double speed = potential_.face_speed(0, d, side, line);
    Lanes inward = speed * u[0][c];
    for (int k = 1; k < n_components; ++k)
      inward += potential_.face_speed(k, d, side, line) * u[k][c];
    const Lanes donor = select(inward > 0., beyond, here);
    return n_components == 1 ? speed * donor : inward * donor;
  }

  /// Part of a later cell, spread over the lines so that the requests do not pile up. It matters
  /// much that what will be written is asked for as such (@p write = 1). Inlined by order: GCC
  /// takes a function that only prefetches for one without effect and drops its calls.
  template <int count, int write>
  [[gnu::always_inline]] inline void prefetch_line(const double *cell, int line,
                                                   std::size_t offset) const {
    for (int b = 0; b < n; ++b)
      for (int c = 0; c < count; ++c)
        __builtin_prefetch(cell + static_cast<std::size_t>(line * n + b) * stride_ + offset +
                               c * lane_count,
                           write);
  }

  /// Where the face nodes of the neighbours of @p cell are, except those along the first direction,
  /// which follow each other in memory. Neighbours below have been used, but too long ago.
  void find_neighbors_ahead(std::size_t cell, const double *in) {
    for (int d = 1; d < dim; ++d)
      for (int side = 0; side < 2; ++side) {
        const unsigned int index =
            cell < tables_.n_cells
                ? tables_.neighbor[cell * 2 * dim + 2 * std::size_t(d) + std::size_t(side)]
                : TransportTables::no_neighbor;
        ahead_.face[d - 1][side] = index == TransportTables::no_neighbor
                                       ? nullptr
                                       : in + std::size_t(index) * nodes * stride_;
      }
  }

  /// Face nodes of a later cell's neighbours, spread in the same way.
  template <int count>
  [[gnu::always_inline]] inline void prefetch_faces(int line, std::size_t offset) const {
    for (int d = 1; d < dim; ++d)
      for (int side = 0; side < 2; ++side) {
        const int node = Lines::node(d, line, side == 0 ? n - 1 : 0);
        for (int c = 0; c < count; ++c)
          __builtin_prefetch(ahead_.face[d - 1][side] + std::size_t(node) * stride_ + offset +
                             c * lane_count);
      }
  }

  /// Update, error and moments of all nodes of the cell.
  void finish(std::size_t cell, const double *in, const double *old, double *out,
              const std::array<double *, 2> &moments) {
    Lanes moment[n_components][padded_nodes];
    Lanes error{}, norm{};
    for (int a = 0; a < nodes; ++a) {
      const std::size_t row = static_cast<std::size_t>(a) * stride_;
      Lanes node_error{}, node_norm{}, node_moment[n_components] = {};
      for (std::size_t offset = 0; offset < stride_; offset += lane_count) {
        const Lanes here = load(in + row + offset);
        Lanes before{};
        Lanes after = update_.a_in * here + update_.a_rhs * load(buffer_.data() + row + offset);
        if (with_old_) {
          before = load(old + row + offset);
          __builtin_prefetch(ahead_.old + row + offset);
          after += update_.a_old * before;
        }
        store(out + row + offset, after);
        const Lanes weight = load(tables_.norm_weight.data() + offset);
        node_norm += weight * after * after;
        if (with_error_) {
          const Lanes e = update_.e_old * before + update_.e_in * here + update_.e_out * after;
          node_error += weight * e * e;
        }
        for (int k = 0; k < n_components; ++k)
          node_moment[k] += load(tables_.moment_weight[k].data() + offset) * after;
      }
      error += weight_[a] * node_error;
      norm += weight_[a] * node_norm;
      for (int k = 0; k < n_components; ++k)
        moment[k][a] = node_moment[k];
    }

    double volume = 1.;
    for (int d = 0; d < dim; ++d)
      volume /= tables_.inverse_extent[tables_.position[cell * dim + std::size_t(d)]];
    error_ += volume * error;
    norm_ += volume * norm;
    for (int k = 0; k < n_components; ++k)
      if (moments[k] != nullptr)
        sum_rows(moment[k], moments[k] + cell * nodes);
  }

  /// Lane i of the result is the sum over the lanes of v[i].
  static Lanes sum_each(const Lanes *v) {
    Lanes pair[4], quad[2];
    for (int i = 0; i < 4; ++i)
      pair[i] = shuffled<0, 8, 2, 10, 4, 12, 6, 14>(v[2 * i], v[2 * i + 1]) +
                shuffled<1, 9, 3, 11, 5, 13, 7, 15>(v[2 * i], v[2 * i + 1]);
    for (int i = 0; i < 2; ++i)
      quad[i] = shuffled<0, 1, 8, 9, 4, 5, 12, 13>(pair[2 * i], pair[2 * i + 1]) +
                shuffled<2, 3, 10, 11, 6, 7, 14, 15>(pair[2 * i], pair[2 * i + 1]);
    return shuffled<0, 1, 2, 3, 8, 9, 10, 11>(quad[0], quad[1]) +
           shuffled<4, 5, 6, 7, 12, 13, 14, 15>(quad[0], quad[1]);
  }

  /// The sums over lanes of the rows of @p moment, eight at a time.
  static void sum_rows(Lanes (&moment)[padded_nodes], double *result) {
    for (int a = nodes; a < padded_nodes; ++a)
      moment[a] = Lanes{};
    alignas(64) double sums[padded_nodes];
    for (int a = 0; a < padded_nodes; a += static_cast<int>(lane_count))
      store(sums + a, sum_each(moment + a));
    std::copy_n(sums, nodes, result);
  }

  const TransportTables &tables_;
  const StageUpdate update_;
  CellPotential<dim, n, n_components> potential_;
  std::unique_ptr<OuterTransport> outer_;
  std::size_t stride_;
  AlignedVector buffer_;
  bool with_old_, with_error_;
  Lanes error_{}, norm_{};
  struct {
    const double *in, *old, *out;
    const double *face[dim - 1][2];
  } ahead_{}; ///< the cell to prefetch
  double weak_derivative_[n * n];
  double weight_[nodes]; ///< of the quadrature on the reference cell
};

/// Calls @p action with the number @p n, 2 to 17, as a constant.
template <int candidate = 2, typename Action>
StageSums with_nodes_per_line(unsigned int n, const Action &action) {
  if constexpr (candidate < 17)
    if (n != candidate)
      return with_nodes_per_line<candidate + 1>(n, action);
  return action(std::integral_constant<int, candidate>());
}

/// Chooses the instance for the number of nodes per line.
template <int dim, int n_components>
StageSums transport_cells_dispatch(const TransportTables &tables, const StagePotential &potential,
                                   const StageUpdate &update, std::size_t begin, std::size_t end,
                                   const double *in, const double *old, double *out,
                                   const std::array<double *, 2> &moments) {
  return with_nodes_per_line(tables.nodes_per_line, [&](auto n) {
    return CellTransport<dim, decltype(n)::value, n_components>(tables, potential, update)
        .run(begin, end, in, old, out, moments);
  });
}

} // namespace rhoflow
