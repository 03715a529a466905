#pragma once

#include "rhoflow/base/communicator.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Extents of an array, slowest index first.
using ArrayShape = std::vector<std::uint64_t>;

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
/// Several processes may write one file: they make all calls together, with the same arguments but
/// for the blocks of fields.
class Hdf5Writer {
public:
  /// Creates @p path, replacing an older file. @throws RunError if that is impossible
  explicit Hdf5Writer(const std::string &path, const Communicator &communicator = {});
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
  /// Writes the block of a field of this writer that begins at @p start. Of several processes each
  /// has a block of its own, empty where it has nothing; blocks do not overlap.
  /// @param count extents, 0 for an empty block  @param values row by row
  void write_block(const std::string &name, const ArrayShape &start, const ArrayShape &count,
                   const std::vector<double> &values);

  /// Hands everything to the operating system, so that the file is complete.
  void flush();
  /// Gives the open file another name in the same file system, replacing an older file.
  void rename(const std::string &path);
  /// Flushes, closes, seals, and waits until the disk has it.
  void close();

private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

} // namespace rhoflow
