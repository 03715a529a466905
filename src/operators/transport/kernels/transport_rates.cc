// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/transport_rates.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rhoflow {

namespace {

class CellRates {
public:
  CellRates(const TransportTables &tables, double largest_outer)
      : tables_(tables), n_(tables.nodes_per_line), nodes_(tables.nodes_per_cell),
        largest_outer_(largest_outer), value_(nodes_), inner_(nodes_), outer_(nodes_) {}

  void start() {
    std::fill(inner_.begin(), inner_.end(), 0.);
    std::fill(outer_.begin(), outer_.end(), 0.);
  }

  void add_component(const double *phi, const unsigned int *position) {
    gather(phi, position);
    for (std::size_t a = 0; a < nodes_; ++a)
      outer_[a] += std::abs(value_[a]);
    std::size_t step = 1;
    for (unsigned int d = 0; d < tables_.dimension; ++d, step *= n_) {
      const double inverse = tables_.inverse_extent[position[d]];
      add_derivatives(step, inverse * inverse * largest_outer_);
    }
  }

  void raise(TransportRates &rates) const {
    for (std::size_t a = 0; a < nodes_; ++a) {
      rates.inner = std::max(rates.inner, inner_[a]);
      rates.outer = std::max(rates.outer, outer_[a]);
    }
  }

private:
  void gather(const double *phi, const unsigned int *position) {
    const std::size_t p = n_ - 1;
    for (std::size_t row = 0; row < nodes_ / n_; ++row) {
      std::size_t place = position[1] * p + row % n_;
      if (tables_.dimension == 3)
        place += (position[2] * p + row / n_) * tables_.axis_size;
      std::copy_n(phi + place * tables_.row_length + position[0] * p, n_,
                  value_.begin() + std::ptrdiff_t(row * n_));
    }
  }

  /// Along the direction whose nodes are @p step apart.
  void add_derivatives(std::size_t step, double scale) {
    for (std::size_t first = 0; first < nodes_; first += n_ * step)
      for (std::size_t a = 0; a < n_; ++a)
        for (std::size_t x = first; x < first + step; ++x) {
          double derivative = 0.;
          for (std::size_t b = 0; b < n_; ++b)
            derivative += tables_.derivative[a * n_ + b] * value_[x + b * step];
          inner_[x + a * step] += scale * std::abs(derivative);
        }
  }

  const TransportTables &tables_;
  std::size_t n_, nodes_;
  double largest_outer_;
  std::vector<double> value_, inner_, outer_; ///< [node]
};

} // namespace

TransportRates largest_rates(const TransportTables &tables, const StagePotential &potential,
                             double largest_outer, std::size_t begin, std::size_t end) {
  CellRates cell_rates(tables, largest_outer);
  TransportRates rates;
  for (std::size_t cell = begin; cell < end; ++cell) {
    cell_rates.start();
    for (unsigned int k = 0; k < tables.n_components; ++k)
      cell_rates.add_component(potential.phi[k], tables.position.data() + cell * tables.dimension);
    cell_rates.raise(rates);
  }
  rates.inner *= potential.velocity_scale;
  rates.outer *= potential.velocity_scale;
  return rates;
}

} // namespace rhoflow
