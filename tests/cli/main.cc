// SPDX-License-Identifier: Apache-2.0
// The tests of programs, or one process of a job of several that a test has started.
#include "process_job.h"

#include <gtest/gtest.h>

#include <cstdlib>

int main(int argc, char **argv) {
  // Set by ctest, so that children that are forked find all names bound; those that load the
  // libraries themselves need few of them.
  unsetenv("LD_BIND_NOW");
  if (argc == 3 && argv[1] == rhoflow::test::job_option)
    return rhoflow::test::run_as_part_of_job(argv[2]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
