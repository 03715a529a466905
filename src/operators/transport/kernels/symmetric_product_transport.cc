// SPDX-License-Identifier: Apache-2.0
#include "operators/transport/kernels/symmetric_product_transport.h"

#include "base/simd.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace rhoflow {

namespace {

/// The line matrix D_ij of one outer weight, which repeats in all lines along it: [row][column].
std::vector<double> line_matrix(const TransportTables &tables, unsigned int direction,
                                unsigned int sign, std::size_t n) {
  const std::size_t step = direction == 0 ? 1 : n;
  std::vector<double> line(n * n);
  for (std::size_t row = 0; row < n; ++row)
    for (std::size_t column = 0; column < n; ++column)
      line[row * n + column] =
          tables.outer_matrix[direction][sign][column * step * tables.stride + row * step];
  return line;
}

/// Rounding may differ between mirrored entries.
bool is_odd(const std::vector<double> &matrix) {
  double largest = 0., defect = 0.;
  for (std::size_t k = 0; k < matrix.size(); ++k) {
    largest = std::max(largest, std::abs(matrix[k]));
    defect = std::max(defect, std::abs(matrix[k] + matrix[matrix.size() - 1 - k]));
  }
  return defect <= 1e-13 * largest;
}

template <int n>
class SymmetricProductTransport : public OuterTransport {
public:
  explicit SymmetricProductTransport(const TransportTables &tables) : stride_(tables.stride) {
    // Both weights have the same basis, and so the same matrix.
    const std::vector<double> line = line_matrix(tables, 0, 0, n);
    for (int row = 0; row < half; ++row)
      for (int column = 0; column < half; ++column) {
        const double near = line[std::size_t(row * n + column)],
                     far = line[std::size_t(row * n + n - 1 - column)];
        entry_[0][row][column] = 0.5 * (near + far);
        entry_[1][row][column] = 0.5 * (near - far);
        set_lane(column_[0][column], std::size_t(row), entry_[0][row][column]);
        set_lane(column_[1][column], std::size_t(row), entry_[1][row][column]);
      }
  }

  void subtract(std::size_t n_nodes, const double *in, const double *const *phi,
                double *result) override {
    for (std::size_t a = 0; a < n_nodes; ++a) {
      const double *values = in + a * stride_;
      fold_rows(values);
      transport_second<0>(values, phi[1][a]);
      if constexpr (n > width)
        transport_second<1>(values, phi[1][a]);
      transport_first(phi[0][a], result + a * stride_);
    }
  }

private:
  static constexpr int half = n / 2;
  static constexpr int width = static_cast<int>(lane_count);
  /// A row of values is covered by one or two vectors, which may overlap; what they share is
  /// computed twice, with the same result.
  static constexpr int chunks = n > width ? 2 : 1;
  static constexpr int start(int chunk) { return chunk == 0 ? 0 : n - width; }

  /// Sums and differences of mirrored values of each row. A pass of its own: transport_first()
  /// reads single values of these vectors, which would have to wait for the stores.
  void fold_rows(const double *values) {
    for (int row = 0; row < n; ++row) {
      const Lanes lower = load_unaligned(values + row * n),
                  upper = reversed(load_unaligned(values + row * n + n - width));
      folded_[row][0] = lower + upper;
      folded_[row][1] = lower - upper;
    }
  }

  /// phi D r along the second weight, which mixes rows, for the columns of one chunk.
  template <int chunk>
  void transport_second(const double *values, double phi) {
    Lanes even[half], odd[half];
    for (int j = 0; j < half; ++j) {
      const Lanes low = load_unaligned(values + j * n + start(chunk)),
                  high = load_unaligned(values + (n - 1 - j) * n + start(chunk));
      even[j] = phi * (low + high);
      odd[j] = phi * (low - high);
    }
    for (int i = 0; i < half; ++i) {
      Lanes from_even = entry_[0][i][0] * even[0], from_odd = entry_[1][i][0] * odd[0];
      for (int j = 1; j < half; ++j) {
        from_even += entry_[0][i][j] * even[j];
        from_odd += entry_[1][i][j] * odd[j];
      }
      sums_[0][i][chunk] = from_odd + from_even;
      sums_[1][i][chunk] = from_odd - from_even;
    }
  }

  /// Adds phi D r along the first weight, within rows, and subtracts all from @p target.
  void transport_first(double phi, double *target) {
    Lanes column[2][half];
    for (int part = 0; part < 2; ++part)
      for (int j = 0; j < half; ++j)
        column[part][j] = phi * column_[part][j];
    for (int row = 0; row < half; ++row)
      subtract_row(row, column, sums_[0][row], target);
    for (int row = half; row < n; ++row)
      subtract_row(row, column, sums_[1][n - 1 - row], target);
  }

  void subtract_row(int row, const Lanes (&column)[2][half], const Lanes (&sums)[chunks],
                    double *target) const {
    Lanes from_even = folded_[row][0][0] * column[0][0],
          from_odd = folded_[row][1][0] * column[1][0];
    for (int j = 1; j < half; ++j) {
      from_even += folded_[row][0][j] * column[0][j];
      from_odd += folded_[row][1][j] * column[1][j];
    }
    const Lanes lower = from_odd + from_even, upper = from_odd - from_even;
    double *first = target + row * n;
    const Lanes low = load_unaligned(first) - sums[0] - unfolded<0>(lower, upper);
    if constexpr (chunks == 2) {
      const Lanes high = load_unaligned(first + n - width) - sums[1] - unfolded<1>(lower, upper);
      store_unaligned(first + n - width, high);
    }
    store_unaligned(first, low);
  }

  /// Where value @p lane of a chunk is found in (lower half, mirrored upper half).
  static constexpr int source(int chunk, int lane) {
    const int place = start(chunk) + lane;
    return place < half ? place : width + n - 1 - place;
  }

  /// The values of a row from its lower half and its mirrored upper half.
  template <int chunk>
  static Lanes unfolded(const Lanes &lower, const Lanes &upper) {
    return shuffled<source(chunk, 0), source(chunk, 1), source(chunk, 2), source(chunk, 3),
                    source(chunk, 4), source(chunk, 5), source(chunk, 6), source(chunk, 7)>(lower,
                                                                                            upper);
  }

  std::size_t stride_;
  Lanes column_[2][half] = {};  ///< first weight: [sums, differences][j][i]
  double entry_[2][half][half]; ///< second weight: [...][i][j]
  Lanes folded_[n][2];
  Lanes sums_[2][half][chunks]; ///< second weight: lower rows, mirrored upper rows
};

} // namespace

std::unique_ptr<OuterTransport> make_symmetric_product_transport(const TransportTables &tables) {
  if (tables.n_components != 2)
    return nullptr;
  const std::size_t total = tables.outer_matrix[0][0].size() / tables.stride;
  const auto n = static_cast<std::size_t>(std::lround(std::sqrt(double(total))));
  const std::vector<double> line = line_matrix(tables, 0, 0, n);
  if (!is_odd(line))
    return nullptr;
  for (unsigned int direction = 0; direction < 2; ++direction)
    for (unsigned int sign = 0; sign < 2; ++sign)
      if (line_matrix(tables, direction, sign, n) != line)
        return nullptr;
  switch (n) {
  case 8:
    return std::make_unique<SymmetricProductTransport<8>>(tables);
  case 10:
    return std::make_unique<SymmetricProductTransport<10>>(tables);
  case 12:
    return std::make_unique<SymmetricProductTransport<12>>(tables);
  case 14:
    return std::make_unique<SymmetricProductTransport<14>>(tables);
  case 16:
    return std::make_unique<SymmetricProductTransport<16>>(tables);
  default:
    return nullptr;
  }
}

} // namespace rhoflow
