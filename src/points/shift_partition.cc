// SPDX-License-Identifier: Apache-2.0
#include "points/shift_partition.h"

#include "rhoflow/base/precondition.h"

#include <algorithm>
#include <utility>

namespace rhoflow {

ShiftPartition::ShiftPartition(std::size_t n_shifts, Communicator communicator)
    : communicator_(std::move(communicator)), n_shifts_(n_shifts),
      n_parts_(n_shifts < communicator_.size() ? 1 : communicator_.size()),
      part_(n_parts_ == 1 ? 0 : communicator_.rank()) {
  RHOFLOW_PRECONDITION(n_shifts >= 1, "there is a shift");
}

unsigned int ShiftPartition::owner(std::size_t shift) const {
  RHOFLOW_PRECONDITION(shift < n_shifts_, "there is such a shift");
  std::size_t part = 0;
  while (first_of(part + 1) <= shift)
    ++part;
  return static_cast<unsigned int>(part);
}

std::vector<std::vector<double>>
ShiftPartition::gather(std::vector<std::vector<double>> own) const {
  RHOFLOW_PRECONDITION(own.size() == end() - begin(), "a list for each of its shifts");
  if (n_parts_ == 1)
    return own;
  const std::size_t n = own.front().size();
  std::vector<double> numbers(n_shifts_ * n);
  for (std::size_t r = 0; r < own.size(); ++r) {
    RHOFLOW_PRECONDITION(own[r].size() == n, "lists are equally long");
    std::copy(own[r].begin(), own[r].end(), numbers.begin() + std::ptrdiff_t((begin() + r) * n));
  }
  std::vector<std::size_t> offsets;
  for (std::size_t part = 0; part <= n_parts_; ++part)
    offsets.push_back(first_of(part) * n);
  communicator_.share(numbers, offsets);
  std::vector<std::vector<double>> all(n_shifts_);
  for (std::size_t r = 0; r < n_shifts_; ++r)
    all[r].assign(numbers.begin() + std::ptrdiff_t(r * n),
                  numbers.begin() + std::ptrdiff_t((r + 1) * n));
  return all;
}

} // namespace rhoflow
