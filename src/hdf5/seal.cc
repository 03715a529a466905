// SPDX-License-Identifier: Apache-2.0
#include "hdf5/seal.h"

#include "base/text_file.h"
#include "rhoflow/base/errors.h"

#include <boost/crc.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace rhoflow {

namespace {

using Seal = std::array<char, seal_size>;

Seal make_seal(std::uint32_t crc) {
  Seal seal{};
  std::snprintf(seal.data(), seal.size(),
                "rhoflow seal: CRC-32 of the bytes from 512 on is 0x%08x\n", unsigned(crc));
  return seal;
}

/// The CRC of what is left of @p file.
std::uint32_t crc_of_rest(std::ifstream &file) {
  boost::crc_32_type crc;
  std::vector<char> buffer(1 << 20);
  while (file.read(buffer.data(), std::streamsize(buffer.size())), file.gcount() > 0)
    crc.process_bytes(buffer.data(), std::size_t(file.gcount()));
  return crc.checksum();
}

/// The first bytes of every HDF5 content.
bool starts_hdf5(const char *bytes) {
  return std::memcmp(bytes, "\x89HDF\r\n\x1a\n", 8) == 0;
}

} // namespace

void seal_file(const std::string &path) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(seal_size);
  const Seal seal = make_seal(crc_of_rest(file));
  const int descriptor = file.bad() ? -1 : ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  errno = descriptor < 0 ? EIO : 0;
  bool written =
      descriptor >= 0 && ::pwrite(descriptor, seal.data(), seal.size(), 0) == ssize_t(seal.size());
  // Not every file system can; those that fail for want of space say so.
  if (written && ::fsync(descriptor) != 0)
    written = errno != ENOSPC && errno != EIO && errno != EDQUOT;
  const int reason = errno;
  if (descriptor >= 0)
    ::close(descriptor);
  if (!written)
    fail_to_write(path, reason);
}

void verify_seal(const std::string &path, MissingSeal missing) {
  std::ifstream file = open_input_file(path);
  Seal found{};
  file.read(found.data(), found.size());
  // Smaller files, and those of programs that leave no room, are read as they are.
  if (std::size_t(file.gcount()) < found.size() || starts_hdf5(found.data()))
    return;
  const bool is_missing = std::all_of(found.begin(), found.end(), [](char c) { return c == '\0'; });
  if (is_missing && missing == MissingSeal::accepted)
    return;
  if (is_missing)
    throw InputError(path + ": the seal at its beginning is missing, which a finished file has; it "
                            "is damaged, or was cut off while it was copied");
  if (found != make_seal(crc_of_rest(file)))
    throw InputError(path + ": the content is not what was written, by its checksum; the file is "
                            "damaged, or a program changed it later");
}

} // namespace rhoflow
