// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace rhoflow {

/// Says that the file @p path is about to be created or replaced, to everybody who wants to know.
/// TextFile, write_atomically() and Hdf5Writer do so for every file they write. May be called by
/// several threads.
void announce_file(const std::string &path);

/// While it exists, a function is called with the path of every file that is announced.
class FileListener {
public:
  explicit FileListener(std::function<void(const std::string &)> listener);
  ~FileListener();

  FileListener(const FileListener &) = delete;
  FileListener &operator=(const FileListener &) = delete;

private:
  friend void announce_file(const std::string &path);
  std::function<void(const std::string &)> listener_;
};

} // namespace rhoflow
