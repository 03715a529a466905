// SPDX-License-Identifier: Apache-2.0
// Dividing the shifts of points among processes: every shift has one owner, shares are equal to a
// shift, and lists are gathered in the order of the shifts.

#include "points/shift_partition.h"

#include "../across_processes.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

/// Two numbers that tell the shift.
std::vector<double> list_of(std::size_t shift) {
  return {double(shift), 100. + double(shift)};
}

/// Lists of the shifts of this process as all of them are to be.
void expect_gathers_all(const ShiftPartition &partition) {
  std::vector<std::vector<double>> own, all;
  for (std::size_t r = partition.begin(); r < partition.end(); ++r)
    own.push_back(list_of(r));
  for (std::size_t r = 0; r < partition.n_shifts(); ++r)
    all.push_back(list_of(r));
  EXPECT_EQ(partition.gather(own), all);
}

TEST(ShiftPartition, AloneHasAllShifts) {
  const ShiftPartition partition(5, Communicator());
  EXPECT_EQ(partition.begin(), 0u);
  EXPECT_EQ(partition.end(), 5u);
  EXPECT_EQ(partition.owner(4), 0u);
  expect_gathers_all(partition);
}

TEST(ShiftPartition, DividesThemEquallyAndGathersThemInTheirOrder) {
  const test::AcrossProcesses processes(3);
  if (!processes.inside())
    return;
  const Communicator world = Communicator::world();
  for (const std::size_t n_shifts : {3u, 7u, 8u}) {
    const ShiftPartition partition(n_shifts, world);
    const std::size_t size = partition.end() - partition.begin();
    EXPECT_GE(size, n_shifts / 3);
    EXPECT_LE(size, n_shifts / 3 + 1);
    for (std::size_t r = 0; r < n_shifts; ++r)
      EXPECT_EQ(partition.owner(r) == world.rank(), r >= partition.begin() && r < partition.end())
          << r;
    expect_gathers_all(partition);
  }
}

TEST(ShiftPartition, GivesAllToEveryProcessWhereTheyAreFewer) {
  const test::AcrossProcesses processes(3);
  if (!processes.inside())
    return;
  const ShiftPartition partition(2, Communicator::world());
  EXPECT_EQ(partition.begin(), 0u);
  EXPECT_EQ(partition.end(), 2u);
  EXPECT_EQ(partition.owner(1), 0u);
  expect_gathers_all(partition);
}

} // namespace
} // namespace rhoflow
