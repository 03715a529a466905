// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_writer.h"

#include <map>
#include <string>
#include <vector>

namespace rhoflow {

/// Plain copies of attributes and arrays of an HDF5 file.
struct Hdf5Content {
  struct Array {
    ArrayShape shape;
    std::vector<double> values;
  };
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<double>> numbers; ///< attributes
  std::map<std::string, Array> arrays;

  /// The attribute @p name if it is a single number. @throws InputError naming @p path otherwise
  double number(const std::string &path, const std::string &name) const;
  /// Also whole, not negative and at most @p most.
  std::uint64_t whole_number(const std::string &path, const std::string &name,
                             std::uint64_t most) const;
};

/// What to read.
struct Hdf5Selection {
  std::vector<std::string> texts, numbers;        ///< attributes, must be there
  std::vector<std::string> arrays;                ///< must be there
  std::vector<std::string> optional_texts = {};   ///< attributes; empty where they are not there
  std::vector<std::string> optional_numbers = {}; ///< the same
};

/// Reads @p selection from the file @p path within isolate(), after a look at its attributes
/// `schema` and `version`, which must be @p schema and @p version.
/// @throws InputError naming the file and what is missing or wrong
Hdf5Content read_hdf5(const std::string &path, const std::string &schema, unsigned int version,
                      const Hdf5Selection &selection);

} // namespace rhoflow
