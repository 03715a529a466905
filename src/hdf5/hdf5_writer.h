// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/communicator.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Extents of an array, slowest index first.
using ArrayShape = std::vector<std::uint64_t>;

/// A part of an array: where it begins, and its extents.
struct ArrayBlock {
  ArrayShape start, count;
};

/// How many bits the numbers of a field have in the file.
enum class NumberBits { single = 32, full = 64 };

/// Writes an HDF5 file of numbers and attributes. Every call of the library is
/// checked, its own output is silenced, and what it reports becomes one line.
///
/// Object headers carry HDF5's checksums and all arrays the checksum filter Fletcher-32, so that
/// any reader notices most damage; the seal of a closed file (seal.h) shows ours the rest. Values
/// are little-endian IEEE doubles, not compressed but for fields. A name with slashes lies in
/// groups, which are made where they are missing.
///
/// Several processes may write the fields of one file that one of them has created: they make all
/// calls together, with the same arguments but for the blocks.
class Hdf5Writer {
public:
  /// Creates @p path, replacing an older file. @throws RunError if that is impossible
  explicit Hdf5Writer(const std::string &path);
  /// Opens the file @p path, which another object left, for the blocks of its fields; of several
  /// processes all together. MPI then writes, which costs a message or more a call.
  Hdf5Writer(const std::string &path, const Communicator &communicator);
  /// Closes the file as it is; close() also reports.
  ~Hdf5Writer();
  Hdf5Writer(Hdf5Writer &&) noexcept;
  Hdf5Writer &operator=(Hdf5Writer &&) noexcept;

  /// Attributes of the root. Each name once. @throws RunError as all below
  void attribute(const std::string &name, const std::string &text);
  void attribute(const std::string &name, const char *text);
  void attribute(const std::string &name, double value);
  void attribute(const std::string &name, std::int64_t value);
  /// @pre not empty
  void attribute(const std::string &name, const std::vector<double> &values);

  /// Attributes of the array or group @p object.
  void attribute_of(const std::string &object, const std::string &name, const std::string &text);
  void attribute_of(const std::string &object, const std::string &name, double value);

  /// A whole array of the size that @p shape says, which may be zero.
  void array(const std::string &name, const ArrayShape &shape, const double *values);

  /// An array [0, record...] that grows in its first index.
  void create_series(const std::string &name, const ArrayShape &record);
  /// Appends one record of @p values to a series of this writer.
  void append(const std::string &name, const std::vector<double> &values);

  /// A compressed array that is written in blocks.
  /// @param chunk extents of what is compressed together; best the blocks, or parts of them
  void create_field(const std::string &name, const ArrayShape &shape, const ArrayShape &chunk,
                    NumberBits bits);
  /// A field that is there, with the bits that it was created with.
  void open_field(const std::string &name, NumberBits bits);
  /// Writes @p blocks of a field of this writer at once. Of several processes each has blocks of
  /// its own, or none; no two overlap.
  /// @param frame  a block that holds them all; without blocks it may be empty
  /// @param values of the frame, row by row; those outside the blocks do not matter
  void write_blocks(const std::string &name, const std::vector<ArrayBlock> &blocks,
                    const ArrayBlock &frame, const std::vector<double> &values);

  /// Hands everything to the operating system, so that the file is complete.
  void flush();
  /// Gives the open file another name in the same file system, replacing an older file.
  void rename(const std::string &path);
  /// Flushes and closes: the file is not finished yet.
  void leave();
  /// Flushes, closes, seals, and waits until the disk has it.
  void close();

private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

} // namespace rhoflow
