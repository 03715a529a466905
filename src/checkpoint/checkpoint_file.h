// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"

#include <optional>
#include <string>
#include <vector>

namespace rhoflow {

/// The checkpoint before @p path: "density.previous.h5" for "density.h5".
std::string previous_checkpoint(const std::string &path);

/// A checkpoint while it is written: under another name, flushed, sealed, read again, renamed; the
/// one that stood there becomes previous_checkpoint(). So a run that is killed leaves at least one
/// that is complete; what it left unfinished the next one removes.
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

  /// Takes the place of the older file if the arrays @p names read back as they were written.
  void finish(const std::vector<std::string> &names);

private:
  std::string path_, temporary_;
  std::optional<Hdf5Writer> writer_;
};

/// A list as an array with one index.
void write_list(Hdf5Writer &file, const std::string &name, const std::vector<double> &values);

} // namespace rhoflow
