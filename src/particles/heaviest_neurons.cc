// SPDX-License-Identifier: Apache-2.0
#include "particles/heaviest_neurons.h"

#include <algorithm>
#include <numeric>

namespace rhoflow {

std::vector<std::size_t> heaviest_neurons(const double *weights, std::size_t n, std::size_t most) {
  std::vector<std::size_t> numbers(n);
  std::iota(numbers.begin(), numbers.end(), std::size_t(0));
  if (most == 0 || most >= n)
    return numbers;
  const auto end = numbers.begin() + std::ptrdiff_t(most);
  std::nth_element(numbers.begin(), end, numbers.end(), [weights](std::size_t a, std::size_t b) {
    return weights[a] > weights[b] || (weights[a] == weights[b] && a < b);
  });
  numbers.resize(most);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

} // namespace rhoflow
