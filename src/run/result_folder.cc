#include "run/result_folder.h"

#include "rhoflow/base/errors.h"
#include "run/density_observers.h"
#include "run/particle_observers.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

void require_writable(const fs::path &folder) {
  const fs::path probe = folder / ".rhoflow-write-test";
  {
    std::ofstream file(probe);
    file << "test" << std::flush;
    if (!file)
      throw InputError("--output = '" + folder.string() +
                       "': the folder cannot be written; choose another one");
  }
  std::error_code ignored;
  fs::remove(probe, ignored);
}

/// Removes a result of an earlier run: a file, or all files "FOLDER/*.EXTENSION".
void remove_old(const fs::path &folder, const fs::path &file) {
  std::error_code ignored;
  if (file.stem() != "*") {
    fs::remove(folder / file, ignored);
    return;
  }
  for (const auto &entry : fs::directory_iterator(folder / file.parent_path(), ignored))
    if (entry.is_regular_file(ignored) && entry.path().extension() == file.extension())
      fs::remove(entry.path(), ignored);
}

/// What runs of either kind may leave in a folder.
std::vector<std::string> result_files() {
  std::vector<std::string> files = density_result_files();
  for (const std::string &file : particle_result_files())
    files.push_back(file);
  files.emplace_back("test_predictions.csv");
  return files;
}

} // namespace

void prepare_result_folder(const std::string &folder, bool keep,
                           const std::vector<std::string> &parts) {
  const fs::path path(folder);
  std::vector<fs::path> needed{path};
  for (const std::string &part : parts)
    needed.push_back(path / part);
  for (const fs::path &part : needed) {
    std::error_code error;
    fs::create_directories(part, error);
    if (error || !fs::is_directory(part))
      throw InputError("--output = '" + folder + "': the folder cannot be created (" +
                       (error ? error.message() : "a file is in the way") +
                       "); choose another one");
    require_writable(part);
  }
  if (keep)
    return;
  for (const std::string &file : result_files())
    remove_old(path, file);
}

} // namespace rhoflow
