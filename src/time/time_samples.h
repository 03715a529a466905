// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Samples of several quantities at increasing times, of any distances. Between two samples the
/// quantities are the polynomial through the six nearest samples: of order six where they are
/// smooth, of lower order while there are fewer samples.
///
/// Quantities that may fall by orders of magnitude from sample to sample can be given with a common
/// scale: then the logarithm of the scale and the quantities relative to it are interpolated, and a
/// common exponential decay is exact however long the steps are.
class TimeSamples {
public:
  static constexpr std::size_t stencil_size = 6;
  /// Samples of a stencil before its interval, the left end of the interval not counted.
  static constexpr std::size_t n_left = 2;

  explicit TimeSamples(std::size_t n_quantities) : n_quantities_(n_quantities) {}

  /// @param scale positive
  /// @pre @p time is larger than that of the last one, one value per quantity
  void add(double time, const std::vector<double> &values, double scale = 1.);
  /// Forgets the first @p n samples.
  void drop(std::size_t n);

  std::size_t size() const { return times_.size(); }
  double time(std::size_t i) const { return times_[i]; }
  /// Relative to the scale of the sample.
  const std::vector<double> &values(std::size_t i) const { return values_[i]; }

  /// How the quantities at one time follow from the samples: sum_m weights[m] values(first + m).
  struct Stencil {
    std::size_t first = 0;
    std::vector<double> weights;
  };
  /// Of @p time in the interval between samples @p i and i + 1.
  /// @pre i + 1 < size(), unless there is one sample only
  Stencil stencil(std::size_t i, double time) const;
  /// The interval [time(i), time(i + 1)] that @p time is in; the outermost ones reach on.
  std::size_t interval(double time) const;

  /// The quantities [first, first + n) at @p time. @pre size() > 0, there are as many quantities
  void evaluate(double time, std::size_t first, std::size_t n, std::vector<double> &result) const;

  /// Appends everything to @p state, and the way back.
  void append_to(std::vector<double> &state) const;
  /// Reads what append_to() wrote, from @p place on, which moves behind it.
  /// @return whether it was samples of as many quantities
  bool restore(const std::vector<double> &state, std::size_t &place);

private:
  std::size_t n_quantities_;
  std::vector<double> times_, log_scales_;
  std::vector<std::vector<double>> values_;
};

} // namespace rhoflow
