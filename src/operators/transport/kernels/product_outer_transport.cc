// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/product_outer_transport.h"

#include "base/simd.h"

#include <algorithm>

namespace rhoflow {

ProductOuterTransport::ProductOuterTransport(const TransportTables &tables)
    : stride_(tables.stride) {
  const std::size_t total = tables.outer_matrix[0][0].size() / stride_;
  while (n_ * n_ < total)
    ++n_;
  padded_n_ = padded(n_);
  values_.assign(stride_ + padded_n_, 0.);
  sums_.assign(stride_ + padded_n_, 0.);
  for (unsigned int direction = 0; direction < 2; ++direction)
    for (unsigned int sign = 0; sign < 2; ++sign) {
      // The first line along the direction repeats in the others.
      const double *matrix = tables.outer_matrix[direction][sign].data();
      const std::size_t step = direction == 0 ? 1 : n_;
      Line &line = line_[direction][sign];
      line.columns.assign(n_ * padded_n_, 0.);
      line.rows.resize(n_ * n_);
      line.chunk.assign(padded_n_ / lane_count, {n_, 0});
      line.lines.assign((n_ + block - 1) / block, {n_, 0});
      for (std::size_t column = 0; column < n_; ++column)
        for (std::size_t row = 0; row < n_; ++row) {
          const double value = matrix[column * step * stride_ + row * step];
          line.columns[column * padded_n_ + row] = value;
          line.rows[column * n_ + row] = value;
          if (value == 0.)
            continue;
          for (Range *range : {&line.chunk[row / lane_count], &line.lines[row / block]})
            *range = {std::min((*range)[0], column), std::max((*range)[1], column + 1)};
        }
    }
}

template <std::size_t count>
void ProductOuterTransport::transport_lines(const Line &first, const Line &second, std::size_t line,
                                            double phi_first, double phi_second) {
  const double *values = values_.data() + line * n_;
  // Backwards: what the last chunk computes beyond the end of its line falls onto the first chunk
  // of the next line, which therefore has to be written later.
  for (std::size_t chunk = padded_n_ / lane_count; chunk-- > 0;) {
    const std::size_t offset = chunk * lane_count;
    Lanes along_first[count] = {}, along_second[count] = {};
    for (std::size_t j = first.chunk[chunk][0]; j < first.chunk[chunk][1]; ++j) {
      const Lanes column = load(first.columns.data() + j * padded_n_ + offset);
      for (std::size_t i = 0; i < count; ++i)
        along_first[i] += column * values[i * n_ + j];
    }
    const Range &range = second.lines[line / block];
    for (std::size_t j = range[0]; j < range[1]; ++j) {
      const Lanes value = load_unaligned(values_.data() + j * n_ + offset);
      const double *entry = second.rows.data() + j * n_ + line;
      for (std::size_t i = 0; i < count; ++i)
        along_second[i] += value * entry[i];
    }
    for (std::size_t i = 0; i < count; ++i)
      store_unaligned(sums_.data() + (line + i) * n_ + offset,
                      phi_first * along_first[i] + phi_second * along_second[i]);
  }
}

void ProductOuterTransport::subtract(std::size_t n_nodes, const double *in,
                                     const double *const *phi, double *result) {
  for (std::size_t a = 0; a < n_nodes; ++a) {
    // The copy may be read beyond its end, a density may not.
    std::copy_n(in + a * stride_, stride_, values_.begin());
    const double phi_first = phi[0][a], phi_second = phi[1][a];
    const Line &first = line_[0][std::size_t(phi_first < 0.)],
               &second = line_[1][std::size_t(phi_second < 0.)];
    std::size_t line = 0;
    for (; line + block <= n_; line += block)
      transport_lines<block>(first, second, line, phi_first, phi_second);
    switch (n_ - line) {
    case 4:
      transport_lines<4>(first, second, line, phi_first, phi_second);
      break;
    case 3:
      transport_lines<3>(first, second, line, phi_first, phi_second);
      break;
    case 2:
      transport_lines<2>(first, second, line, phi_first, phi_second);
      break;
    case 1:
      transport_lines<1>(first, second, line, phi_first, phi_second);
      break;
    default:
      break;
    }
    // The padding of a row stays zero.
    std::fill(sums_.begin() + std::ptrdiff_t(n_ * n_), sums_.end(), 0.);
    double *target = result + a * stride_;
    for (std::size_t x = 0; x < stride_; x += lane_count)
      store(target + x, load(target + x) - load(sums_.data() + x));
  }
}

} // namespace rhoflow
