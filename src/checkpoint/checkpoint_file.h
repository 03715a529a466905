#pragma once

#include "hdf5/hdf5_writer.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// A checkpoint while it is written: under another name, flushed, read again, renamed. A run that
/// is killed keeps the older file; what it left unfinished the next one removes.
class CheckpointFile {
public:
  /// Creates the folder of @p path where it is missing. @throws RunError naming the file, as
  /// finish()
  explicit CheckpointFile(const std::string &path);
  /// Removes what is not finished.
  ~CheckpointFile();
  CheckpointFile(const CheckpointFile &) = delete;
  CheckpointFile &operator=(const CheckpointFile &) = delete;

  Hdf5Writer &writer() { return *writer_; }

  /// Replaces the older file if the arrays @p names read back as they were written.
  void finish(const std::vector<std::string> &names);

private:
  std::string path_, temporary_;
  std::optional<Hdf5Writer> writer_;
};

/// A list as an array with one index.
void write_list(Hdf5Writer &file, const std::string &name, const std::vector<double> &values);

} // namespace rhoflow
