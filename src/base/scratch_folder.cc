// SPDX-License-Identifier: Apache-2.0
#include "base/scratch_folder.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace rhoflow {

ScratchFolder::ScratchFolder() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  if (error)
    return;
  std::string name = (folder / "rhoflow-XXXXXX").string();
  if (::mkdtemp(name.data()) != nullptr)
    path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code error; // a folder that cannot be removed is the machine's to clean
  if (!path_.empty())
    std::filesystem::remove_all(path_, error);
}

} // namespace rhoflow
