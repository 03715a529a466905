// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_handle.h"
#include "rhoflow/base/communicator.h"

#include <string>

namespace rhoflow {

/// An HDF5 file while it is written: its identifier, and what every call of the library is checked
/// with. What the library reports becomes one line, a RunError that names the file.
class Hdf5Output {
public:
  /// Creates @p path, replacing an older file.
  explicit Hdf5Output(const std::string &path);
  /// Opens the file @p path, which is there; several processes open one file together and make all
  /// further calls together.
  Hdf5Output(const std::string &path, const Communicator &communicator);

  hid_t id() const { return file_.id(); }
  const std::string &path() const { return path_; }
  /// Whether several processes write this file.
  bool is_shared() const { return communicator_.size() > 1; }
  /// Whether this process is the one that writes what all of them have.
  bool is_writer() const { return communicator_.is_root(); }

  [[noreturn]] void fail(const std::string &what, const std::string &reason) const;
  /// Fails if @p status is that of a failed call.
  void check(herr_t status, const std::string &what) const;
  /// The identifier @p id, which the handle closes. Fails if it is that of a failed call.
  Hdf5Handle checked(hid_t id, Hdf5Handle::Close close, const std::string &what) const;

  /// Flushes into space that is there: from a flush that fails half way the library does not
  /// recover.
  void flush() const;
  void rename(const std::string &path);
  /// Flushes and closes.
  void leave();
  /// The same; then the first process seals the file and waits until the disk has it.
  void close();

private:
  Hdf5Handle file_access() const;
  void divert() const;
  int descriptor() const;
  hsize_t size() const;

  std::string path_;
  Communicator communicator_;
  Hdf5Handle file_;
};

} // namespace rhoflow
