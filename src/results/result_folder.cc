// SPDX-License-Identifier: Apache-2.0
#include "results/result_folder.h"

#include "results/file_names.h"
#include "rhoflow/base/errors.h"

#include <filesystem>
#include <fstream>
#include <utility>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string &folder, const std::string &problem) {
  throw InputError("--output = '" + folder + "': " + problem);
}

/// Removes @p folders, the last one first, and their locks; those in which there is something else
/// stay.
void remove_empty(const std::vector<std::string> &folders) {
  std::error_code ignored;
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder) {
    fs::remove(fs::path(*folder) / "lock", ignored);
    fs::remove(*folder, ignored);
  }
}

/// Folders that this run has created, and removes again unless it takes them.
class NewFolders {
public:
  explicit NewFolders(std::string user_name) : user_name_(std::move(user_name)) {}
  ~NewFolders() { remove_empty(created_); }

  void create(const fs::path &folder) {
    std::error_code error;
    const fs::path parent = folder.parent_path();
    if (!parent.empty() && !fs::exists(parent, error))
      create(parent);
    if (fs::create_directory(folder, error))
      created_.push_back(folder.string());
    if (error || !fs::is_directory(folder))
      refuse(user_name_, "the folder cannot be created (" +
                             (error ? error.message() : "a file is in the way") +
                             "); choose another one");
  }
  /// They stay. @return all of them
  std::vector<std::string> keep() { return std::exchange(created_, {}); }

private:
  std::string user_name_;
  std::vector<std::string> created_;
};

void require_writable(const fs::path &folder, const std::string &user_name) {
  const fs::path probe = folder / ".rhoflow-write-test";
  {
    std::ofstream file(probe);
    file << "test" << std::flush;
    if (!file)
      refuse(user_name, "the folder cannot be written; choose another one");
  }
  std::error_code ignored;
  fs::remove(probe, ignored);
}

/// Whether @p file is half a file of a process that was killed (write_atomically()).
bool is_unfinished(const std::string &file) {
  return matches_any(file, {"*.part#", "*/*.part#"});
}

/// Files in @p folder that have one of @p names and are not among @p known.
std::vector<std::string> strangers(const fs::path &folder, const std::vector<std::string> &names,
                                   const WrittenFiles &known) {
  std::vector<std::string> found;
  std::error_code ignored;
  for (const fs::path &part : folders_of(names))
    for (const auto &entry : fs::directory_iterator(folder / part, ignored)) {
      const std::string file = (part / entry.path().filename()).generic_string();
      if (known.files.count(file) == 0 && matches_any(file, names))
        found.push_back(file);
    }
  return found;
}

/// Removes the files of @p written, all or those of killed processes, and takes them off the list.
void remove_written(const fs::path &folder, WrittenFiles &written, bool all) {
  std::error_code ignored;
  for (auto file = written.files.begin(); file != written.files.end();) {
    if (!all && !is_unfinished(*file)) {
      ++file;
      continue;
    }
    if (!fs::is_directory(folder / *file, ignored))
      fs::remove(folder / *file, ignored);
    file = written.files.erase(file);
  }
}

} // namespace

ResultFolder::ResultFolder(const std::string &path, const std::string &program,
                           const std::vector<std::string> &names,
                           const std::vector<std::string> &parts, EarlierResults earlier,
                           const Communicator &communicator)
    : path_(path), list_(path + "/.rhoflow/files") {
  communicator.on_root([&] { take(program, names, parts, earlier); });
  files_.emplace(list_, path_);
}

ResultFolder::~ResultFolder() = default;

void ResultFolder::give_back() noexcept {
  files_.reset();
  if (!lock_)
    return;
  try {
    if (former_list_)
      FileList::start(list_, *former_list_);
    else
      fs::remove(list_);
  } catch (const std::exception &) {
    // The list says too much then, which does no harm.
  }
  remove_empty(created_);
}

void ResultFolder::take(const std::string &program, const std::vector<std::string> &names,
                        const std::vector<std::string> &parts, EarlierResults earlier) {
  const fs::path folder = fs::path(path_).lexically_normal();
  NewFolders created(path_);
  created.create(folder / ".rhoflow");
  lock_.emplace((folder / ".rhoflow/lock").string(), path_);
  WrittenFiles written = read_written_files(list_);
  if (fs::exists(list_))
    former_list_ = written;
  const bool removes =
                 earlier == EarlierResults::replaced || earlier == EarlierResults::overwritten,
             forced =
                 earlier == EarlierResults::overwritten || earlier == EarlierResults::written_over,
             goes_on = earlier == EarlierResults::kept;
  if (!forced && !written.program.empty() && written.program != program)
    refuse(path_, "holds results of " + written.program +
                      "; choose another folder, or replace them with --overwrite");
  const std::vector<std::string> others = strangers(folder, names, written);
  if (!others.empty() && !goes_on && !forced)
    refuse(path_, "'" + others.front() + "'" +
                      (others.size() > 1 ? " and " + std::to_string(others.size() - 1) + " more"
                                         : std::string()) +
                      " would be replaced, which no run recorded there; choose another folder, or "
                      "replace with --overwrite");
  for (const std::string &part : parts) {
    created.create(folder / part);
    require_writable(folder / part, path_);
  }
  created_ = created.keep();
  lock_->sign();
  remove_written(folder, written, removes);
  if (goes_on) // of a version without lists what was written has its names
    written.files.insert(others.begin(), others.end());
  written.program = program;
  FileList::start(list_, written);
}

} // namespace rhoflow
