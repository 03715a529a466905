// SPDX-License-Identifier: Apache-2.0
// Names of result files: numbers and anything, but never across folders.

#include "results/file_names.h"

#include <gtest/gtest.h>

namespace rhoflow {
namespace {

TEST(FileNames, StandForNumbersAndAnything) {
  const std::vector<std::string> names{"statistics.csv", "density/*_#.vti", "images/loss.png",
                                       "*.part#"};
  for (const char *file : {"statistics.csv", "density/head_00000.vti", "density/a_b_12.vti",
                           "images/loss.png", "x.csv.part77"})
    EXPECT_TRUE(matches_any(file, names)) << file;
  for (const char *file :
       {"statistics.csv2", "astatistics.csv", "density/head.vti", "density/head_.vti",
        "density/00001.vti", "density/head_1a.vti", "density/sub/head_1.vti", "images/photo.png",
        "loss.png", "x.part", "x.part7a", "images/x.part7", ""})
    EXPECT_FALSE(matches_any(file, names)) << file;
}

TEST(FileNames, LieInTheirFolders) {
  const std::vector<std::filesystem::path> expected{"", "density", "images"};
  EXPECT_EQ(folders_of({"a", "density/*", "b", "density/c", "images/d#"}), expected);
}

} // namespace
} // namespace rhoflow
