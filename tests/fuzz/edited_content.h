// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "hdf5/hdf5_content.h"

#include <cstdint>
#include <string>

namespace rhoflow::test {

/// All attributes and arrays of the root of the good file @p path, without its groups.
Hdf5Content read_all(const std::string &path);

/// Writes a whole file with @p content, sealed.
void write_all(const std::string &path, const Hdf5Content &content);

/// @p content with the edits that the records of four bytes in @p data describe: which entry, what
/// (a value, a size, a shape, another kind, no such entry), where, and with which value.
Hdf5Content edit_content(const Hdf5Content &content, const std::uint8_t *data, std::size_t size);

} // namespace rhoflow::test
