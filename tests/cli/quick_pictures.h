// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../temporary_folder.h"

#include <cstdlib>

namespace rhoflow::test {

/// While it lives, the only picture of a run is images/loss.png, a copy of its predictions: to draw
/// takes seconds, which tests of what goes on around the pictures need not.
class QuickPictures {
public:
  QuickPictures() {
    const std::string command =
        folder_.write("copy.sh", "#!/bin/sh\ncp \"$2/predictions.csv\" \"$2/images/loss.png\"\n");
    std::filesystem::permissions(command, std::filesystem::perms::owner_all);
    ::setenv("RHOFLOW_PLOT", command.c_str(), 1);
  }
  ~QuickPictures() { ::unsetenv("RHOFLOW_PLOT"); }
  QuickPictures(const QuickPictures &) = delete;
  QuickPictures &operator=(const QuickPictures &) = delete;

private:
  const TemporaryFolder folder_;
};

} // namespace rhoflow::test
