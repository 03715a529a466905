#include "run/result_folder.h"

#include "base/errors.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

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

void remove_old(const fs::path &folder, const std::set<std::string> &extensions) {
  std::error_code ignored;
  for (const auto &entry : fs::directory_iterator(folder, ignored))
    if (entry.is_regular_file(ignored) && extensions.count(entry.path().extension().string()) > 0)
      fs::remove(entry.path(), ignored);
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
  std::error_code ignored;
  for (const char *file :
       {"test_predictions.csv", "theory.csv", "kl_depth.csv", "spectrum.csv", "particles.h5"})
    fs::remove(path / file, ignored); // not every run writes them
  remove_old(path / "checkpoint", {".h5"});
  remove_old(path / "density", {".pvd", ".vtr", ".vtu", ".pvtu", ".vtp"});
  remove_old(path / "images", {".png"});
}

} // namespace rhoflow
