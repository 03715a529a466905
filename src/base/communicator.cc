// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/base/communicator.h"

#include "rhoflow/base/errors.h"

#include <limits>

namespace rhoflow {

namespace {

/// What an action came to, ordered by how bad it is.
enum Outcome { fine = 0, run_error = 1, input_error = 2 };

} // namespace

Communicator::Communicator() : traffic_(std::make_shared<Traffic>()) {}

Communicator Communicator::world() {
  Communicator communicator;
  int initialized = 0;
  MPI_Initialized(&initialized);
  if (initialized == 0)
    return communicator;
  int rank = 0, size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  communicator.handle_ = MPI_COMM_WORLD;
  communicator.rank_ = static_cast<unsigned int>(rank);
  communicator.size_ = static_cast<unsigned int>(size);
  return communicator;
}

Communicator Communicator::with_largest_message(std::size_t n) const {
  Communicator result(*this);
  result.largest_message_ = n;
  return result;
}

unsigned int Communicator::processes_on_this_machine() const {
  if (size_ == 1)
    return 1;
  MPI_Comm machine = MPI_COMM_NULL;
  MPI_Comm_split_type(handle_, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &machine);
  int size = 1;
  MPI_Comm_size(machine, &size);
  MPI_Comm_free(&machine);
  return static_cast<unsigned int>(size);
}

void Communicator::sum(double *values, std::size_t n) const {
  if (size_ == 1)
    return;
  for_each_piece(n, [&](std::size_t begin, int count) {
    MPI_Allreduce(MPI_IN_PLACE, values + begin, count, MPI_DOUBLE, MPI_SUM, handle_);
  });
  ++traffic_->collectives;
  traffic_->collective_bytes += n * sizeof(double);
}

double Communicator::maximum(double value) const {
  if (size_ > 1) {
    MPI_Allreduce(MPI_IN_PLACE, &value, 1, MPI_DOUBLE, MPI_MAX, handle_);
    ++traffic_->collectives;
    traffic_->collective_bytes += sizeof(double);
  }
  return value;
}

double Communicator::minimum(double value) const {
  return -maximum(-value);
}

void Communicator::share(std::vector<double> &values,
                         const std::vector<std::size_t> &offsets) const {
  if (size_ == 1)
    return;
  if (offsets.back() <= largest_message_) {
    std::vector<int> counts(size_), displacements(size_);
    for (unsigned int r = 0; r < size_; ++r) {
      counts[r] = static_cast<int>(offsets[r + 1] - offsets[r]);
      displacements[r] = static_cast<int>(offsets[r]);
    }
    MPI_Allgatherv(MPI_IN_PLACE, 0, MPI_DATATYPE_NULL, values.data(), counts.data(),
                   displacements.data(), MPI_DOUBLE, handle_);
  } else {
    // Even where every part is short, the places of the last ones are beyond int.
    for (unsigned int r = 0; r < size_; ++r)
      for_each_piece(offsets[r + 1] - offsets[r], [&](std::size_t begin, int count) {
        MPI_Bcast(values.data() + offsets[r] + begin, count, MPI_DOUBLE, static_cast<int>(r),
                  handle_);
      });
  }
  ++traffic_->collectives;
  traffic_->collective_bytes += (offsets[rank_ + 1] - offsets[rank_]) * sizeof(double);
}

void Communicator::move(std::vector<double> &part, unsigned int from, unsigned int to) const {
  if (from == to || (rank_ != from && rank_ != to))
    return;
  constexpr int size_tag = 11, part_tag = 12;
  std::uint64_t n = part.size();
  if (rank_ == from) {
    MPI_Send(&n, 1, MPI_UINT64_T, static_cast<int>(to), size_tag, handle_);
    traffic_->messages += 1;
    traffic_->bytes += n * sizeof(double);
  } else {
    MPI_Recv(&n, 1, MPI_UINT64_T, static_cast<int>(from), size_tag, handle_, MPI_STATUS_IGNORE);
    part.resize(n);
  }
  for_each_piece(n, [&](std::size_t begin, int count) {
    if (rank_ == from)
      MPI_Send(part.data() + begin, count, MPI_DOUBLE, static_cast<int>(to), part_tag, handle_);
    else
      MPI_Recv(part.data() + begin, count, MPI_DOUBLE, static_cast<int>(from), part_tag, handle_,
               MPI_STATUS_IGNORE);
  });
}

void Communicator::agree(const std::function<void()> &action) const {
  if (size_ == 1) {
    action();
    return;
  }
  int outcome = fine;
  std::string message;
  try {
    action();
  } catch (const InputError &error) {
    outcome = input_error;
    message = error.what();
  } catch (const std::exception &error) {
    outcome = run_error;
    message = error.what();
  }
  // The first process that failed speaks for all.
  int speaker = outcome == fine ? std::numeric_limits<int>::max() : static_cast<int>(rank_);
  MPI_Allreduce(MPI_IN_PLACE, &speaker, 1, MPI_INT, MPI_MIN, handle_);
  ++traffic_->collectives;
  traffic_->collective_bytes += sizeof(int);
  if (speaker == std::numeric_limits<int>::max())
    return;
  int header[2] = {outcome, static_cast<int>(message.size())};
  MPI_Bcast(header, 2, MPI_INT, speaker, handle_);
  message.resize(static_cast<std::size_t>(header[1]));
  MPI_Bcast(message.data(), header[1], MPI_CHAR, speaker, handle_);
  if (header[0] == input_error)
    throw InputError(message);
  throw RunError(message);
}

void Communicator::on_root(const std::function<void()> &action) const {
  agree([&] {
    if (is_root())
      action();
  });
}

} // namespace rhoflow
