// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace rhoflow {

/// Bytes before the HDF5 content of a file of ours (a user block, which every HDF5 program skips).
/// A closed file has the seal there, one line of text padded with zeros:
///
///     rhoflow seal: CRC-32 of the bytes from 512 on is 0x1c291ca3
///
/// The CRC is that of zlib and PNG. While a file grows, all these bytes are zero.
constexpr unsigned int seal_size = 512;

/// Writes the seal of the complete file @p path, whose first bytes are for it, and waits until the
/// disk has everything. @throws RunError naming the file
void seal_file(const std::string &path);

/// What is to be thought of a file whose seal is missing.
enum class MissingSeal {
  accepted, ///< it may still grow, or its program was killed
  refused   ///< it gets its name only when it is sealed
};

/// Compares the content with the seal; a file without room for one, as other programs write,
/// passes.
/// @throws InputError naming @p path if the content is not what was sealed, or the seal is damaged
void verify_seal(const std::string &path, MissingSeal missing = MissingSeal::accepted);

} // namespace rhoflow
