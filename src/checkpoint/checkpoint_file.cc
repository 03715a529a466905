// SPDX-License-Identifier: Apache-2.0
#include "checkpoint/checkpoint_file.h"

#include "base/file_announcement.h"
#include "hdf5/hdf5_reader.h"
#include "rhoflow/base/errors.h"

#include <filesystem>

#include <unistd.h>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// Reads all arrays, whose checksums the library then compares.
void verify(const std::string &path, const std::vector<std::string> &names) {
  try {
    const Hdf5Reader file(path);
    for (const std::string &name : names)
      file.array(name);
  } catch (const InputError &error) {
    throw RunError(std::string("the checkpoint does not read back as it was written: ") +
                   error.what());
  }
}

/// Removes what killed runs left beside the checkpoint @p path.
void remove_unfinished(const fs::path &path) {
  const std::string start = path.filename().string() + ".part";
  std::error_code ignored;
  for (const auto &entry : fs::directory_iterator(path.parent_path(), ignored))
    if (entry.path().filename().string().compare(0, start.size(), start) == 0)
      fs::remove(entry.path(), ignored);
}

/// Gives the checkpoint @p path the name of the previous one as well: under its own name there is a
/// whole checkpoint at every moment, in which the program may be killed.
/// @param link a free name in the same folder
void keep_as_previous(const std::string &path, const std::string &link, std::error_code &error) {
  const std::string previous = previous_checkpoint(path);
  std::error_code no_link;
  fs::create_hard_link(path, link, no_link);
  if (no_link) { // not every file system has links
    fs::rename(path, previous, error);
    return;
  }
  fs::rename(link, previous, error);
  std::error_code ignored; // it stays where both are names of one file already
  fs::remove(link, ignored);
}

} // namespace

std::string previous_checkpoint(const std::string &path) {
  const fs::path file(path);
  return (file.parent_path() / (file.stem().string() + ".previous" + file.extension().string()))
      .string();
}

CheckpointFile::CheckpointFile(const std::string &path)
    : path_(path), temporary_(path + ".part" + std::to_string(::getpid())) {
  announce_file(path);
  std::error_code ignored; // creating the file says what is wrong
  fs::create_directories(fs::path(path).parent_path(), ignored);
  remove_unfinished(path);
  writer_.emplace(temporary_);
}

CheckpointFile::~CheckpointFile() {
  writer_.reset();
  std::error_code ignored; // nothing is there once it is renamed
  fs::remove(temporary_, ignored);
}

void CheckpointFile::finish(const std::vector<std::string> &names) {
  writer_->close();
  verify(temporary_, names);
  std::error_code error;
  if (fs::exists(path_, error)) {
    announce_file(previous_checkpoint(path_));
    keep_as_previous(path_, temporary_ + '0', error);
  }
  fs::rename(temporary_, path_, error);
  if (error)
    throw RunError(path_ + ": cannot be replaced: " + error.message());
}

void write_list(Hdf5Writer &file, const std::string &name, const std::vector<double> &values) {
  file.array(name, {values.size()}, values.data());
}

} // namespace rhoflow
