// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fuzz_target.h"
#include "hdf5/hdf5_content.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rhoflow::test {

/// A good HDF5 file and what becomes of it by edits. The first byte of their description says what
/// is edited; records of four bytes follow.
///
/// Below 128 it is the bytes of the file, and an odd number makes the seal anew, so that what lies
/// behind it is tested too. A record says where (two bytes, a share of the file), what (the low
/// half of the third byte: xor, set, add to a byte, cut the file; the high half: how many bytes
/// further), and with which value.
///
/// From 128 on it is what the file holds, which is then written anew with all its checksums: what a
/// reader says of entries that are missing, of another kind or shape, or with values that no
/// program writes. A record says which entry, what, where in the entry, and with which value.
class EditedFile {
public:
  /// @param path of the good file
  explicit EditedFile(const std::string &path);

  /// Whether a description of @p size bytes has no records: the file is good then.
  static bool is_good(std::size_t size) { return size < 5; }
  /// Writes the file that the edits @p data of @p size bytes make to @p path.
  void write(const std::string &path, const std::uint8_t *data, std::size_t size) const;

private:
  std::string bytes_;
  Hdf5Content content_;
};

/// Writes the file that the edits @p data of @p size bytes make of @p file to @p path and runs
/// @p read, which may refuse it as expect_answer() says, but has to accept the good one.
template <typename Read>
void expect_answer_to_edits(const EditedFile &file, const std::string &path,
                            const std::uint8_t *data, std::size_t size, const Read &read) {
  file.write(path, data, size);
  expect_answer(read, EditedFile::is_good(size));
}

} // namespace rhoflow::test
