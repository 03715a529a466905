#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Extents of an array, slowest index first.
using ArrayShape = std::vector<std::uint64_t>;

/// Writes an HDF5 file of 64-bit numbers and attributes of its root. Every call of the library is
/// checked, its own output is silenced, and what it reports becomes one line.
///
/// Object headers carry HDF5's checksums and all arrays the checksum filter Fletcher-32, so that
/// any reader notices most damage; the seal of a closed file (seal.h) shows ours the rest. Values
/// are little-endian IEEE doubles, not compressed.
class Hdf5Writer {
public:
  /// Creates @p path, replacing an older file. @throws RunError if that is impossible
  explicit Hdf5Writer(const std::string &path);
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

  /// A whole array of the size that @p shape says, which may be zero.
  void array(const std::string &name, const ArrayShape &shape, const double *values);

  /// An array [0, record...] that grows in its first index.
  void create_series(const std::string &name, const ArrayShape &record);
  /// Appends one record of @p values to a series of this writer.
  void append(const std::string &name, const std::vector<double> &values);

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
