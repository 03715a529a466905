// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <cstddef>
#include <vector>

namespace rhoflow {

/// Which process has which shifts of a run on points: one after the other, in the order of the
/// processes, as many each or one more. Where there are fewer shifts than processes, every process
/// has all of them and does what the others do; trial runs of two shifts are made so.
///
/// What is gathered stands in the order of the shifts, so that means over them are the same bits
/// for any number of processes.
class ShiftPartition {
public:
  /// @pre n_shifts >= 1
  ShiftPartition(std::size_t n_shifts, Communicator communicator);

  std::size_t n_shifts() const { return n_shifts_; }
  /// The shifts of this process are [begin(), end()).
  std::size_t begin() const { return first_of(part_); }
  std::size_t end() const { return first_of(part_ + 1); }
  /// The first process that has @p shift.
  unsigned int owner(std::size_t shift) const;
  const Communicator &communicator() const { return communicator_; }

  /// The lists of all shifts, [shift][number], from those of this process in @p own, which are
  /// equally long, also on the others. Collective.
  std::vector<std::vector<double>> gather(std::vector<std::vector<double>> own) const;

private:
  std::size_t first_of(std::size_t part) const { return n_shifts_ * part / n_parts_; }

  Communicator communicator_;
  std::size_t n_shifts_, n_parts_, part_;
};

} // namespace rhoflow
