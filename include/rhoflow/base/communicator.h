// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <mpi.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// What this process has sent to others since the start.
struct Traffic {
  std::uint64_t messages = 0;         ///< point to point, sent by this process
  std::uint64_t bytes = 0;            ///< in them
  std::uint64_t collectives = 0;      ///< collective operations entered
  std::uint64_t collective_bytes = 0; ///< this process' contributions to them
};

/// The processes that share one run. All operations but the queries are collective: every process
/// calls them in the same order. With one process they do nothing and MPI need not be initialised.
///
/// Results are the same bits on all processes, and the same in every run with as many processes.
class Communicator {
public:
  /// This process alone.
  Communicator();
  /// All processes of the program; alone where MPI is not initialised.
  static Communicator world();

  unsigned int rank() const { return rank_; }
  unsigned int size() const { return size_; }
  bool is_root() const { return rank_ == 0; }
  MPI_Comm handle() const { return handle_; }
  Traffic &traffic() const { return *traffic_; }

  /// The same processes with messages of at most @p n values instead of 2^28. All processes have to
  /// agree on n.
  /// @pre 0 < n <= the largest int
  Communicator with_largest_message(std::size_t n) const;
  /// MPI counts with int, so long arrays go in pieces: calls @p action(begin, count) for those of
  /// an array of @p n values, in their order.
  template <typename Action>
  void for_each_piece(std::size_t n, const Action &action) const {
    for (std::size_t begin = 0; begin < n; begin += largest_message_)
      action(begin, static_cast<int>(std::min(largest_message_, n - begin)));
  }

  /// Processes on the same machine as this one, itself included.
  unsigned int processes_on_this_machine() const;

  /// Replaces every value by its sum over the processes. Arrays of any length, as for share() and
  /// move().
  void sum(double *values, std::size_t n) const;
  double maximum(double value) const;
  double minimum(double value) const;

  /// Process r has filled the entries [offsets[r], offsets[r+1]); afterwards all have all.
  void share(std::vector<double> &values, const std::vector<std::size_t> &offsets) const;

  /// Moves a part from @p from to @p to, where @p part is replaced by it; the others do nothing.
  void move(std::vector<double> &part, unsigned int from, unsigned int to) const;

  /// Runs @p action here; if it throws anywhere, all processes throw what the first of them threw
  /// (InputError and RunError keep their kind).
  void agree(const std::function<void()> &action) const;

  /// agree() for an action of process 0 alone.
  void on_root(const std::function<void()> &action) const;

private:
  MPI_Comm handle_ = MPI_COMM_NULL;
  unsigned int rank_ = 0, size_ = 1;
  std::size_t largest_message_ = std::size_t(1) << 28; ///< values; 2 GiB
  std::shared_ptr<Traffic> traffic_;
};

} // namespace rhoflow
