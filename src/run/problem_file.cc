// SPDX-License-Identifier: Apache-2.0
#include "run/problem_file.h"

#include "base/program_folder.h"

#include <filesystem>

namespace rhoflow {

std::string problem_file(const std::string &problem, const std::string &file) {
  const std::filesystem::path folder = program_folder(),
                              name =
                                  std::filesystem::path("share/rhoflow/problems") / problem / file;
  std::error_code error;
  const bool within = !std::filesystem::exists(folder.parent_path() / name, error) &&
                      std::filesystem::exists(folder / name, error);
  const std::filesystem::path path = (within ? folder : folder.parent_path()) / name;
  const std::filesystem::path resolved = std::filesystem::weakly_canonical(path, error);
  return error ? path.string() : resolved.string();
}

} // namespace rhoflow
