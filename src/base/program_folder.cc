// SPDX-License-Identifier: Apache-2.0
#include "base/program_folder.h"

namespace rhoflow {

std::filesystem::path program_folder() {
  std::error_code ignored;
  return std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
}

} // namespace rhoflow
