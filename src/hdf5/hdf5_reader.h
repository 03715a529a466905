// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"

#include <memory>
#include <string>
#include <vector>

namespace rhoflow {

/// Reads the files of Hdf5Writer and of other programs. Names, kinds, ranks and sizes are checked,
/// sizes also against what the file stores, before memory is allocated. Links to other files,
/// external and virtual storage are refused.
///
/// The HDF5 library itself may crash or loop on damaged files without checksums. Use this class
/// within isolate() for files that somebody else wrote.
class Hdf5Reader {
public:
  /// @throws InputError, one line naming the file, as all below: no such file, not HDF5
  explicit Hdf5Reader(const std::string &path);
  ~Hdf5Reader();

  const std::string &path() const;

  bool has_attribute(const std::string &name) const;
  /// A text of fixed or variable length, at most 32 KiB.
  std::string text(const std::string &name) const;
  /// A finite number, stored as floating-point or integer.
  double number(const std::string &name) const;
  /// As number(), also whole and not negative, below 2^53.
  std::uint64_t whole_number(const std::string &name) const;
  /// Up to 1024 finite numbers; a missing attribute is an empty list.
  std::vector<double> numbers(const std::string &name) const;

  bool has_array(const std::string &name) const;
  /// Extents of an array of floating-point numbers (any width up to 64 bits), at most rank four.
  ArrayShape shape(const std::string &name) const;
  /// All values of an array, finite.
  std::vector<double> array(const std::string &name) const;
  /// Record @p index of the first index, finite. The first extent has to be larger than it.
  std::vector<double> record(const std::string &name, std::uint64_t index) const;

  /// Throws InputError "FILE: PROBLEM".
  [[noreturn]] void fail(const std::string &problem) const;

private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// "[3, 16, 2]".
std::string to_string(const ArrayShape &shape);

} // namespace rhoflow
