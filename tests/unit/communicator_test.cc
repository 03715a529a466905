// SPDX-License-Identifier: Apache-2.0
// Arrays longer than one message of MPI, which counts with int, are cut into pieces.

#include "rhoflow/base/communicator.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

TEST(Communicator, CutsAnArrayIntoPiecesThatMessagesCanHold) {
  std::vector<std::pair<std::size_t, int>> pieces;
  const auto note = [&](std::size_t begin, int count) { pieces.emplace_back(begin, count); };
  Communicator().with_largest_message(4).for_each_piece(10, note);
  EXPECT_EQ(pieces, (std::vector<std::pair<std::size_t, int>>{{0, 4}, {4, 4}, {8, 2}}));
  pieces.clear();
  Communicator().for_each_piece(0, note);
  EXPECT_TRUE(pieces.empty());
  // Twice as many values as int can count, whose places are beyond int too.
  Communicator().for_each_piece(std::size_t(1) << 32, note);
  EXPECT_EQ(pieces.size(), 16u);
  EXPECT_EQ(pieces.back(), std::pair(std::size_t(15) << 28, 1 << 28));
}

} // namespace
} // namespace rhoflow
