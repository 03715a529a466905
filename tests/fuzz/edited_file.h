// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace rhoflow::test {

/// A good binary file with the edits that @p data describe: the first byte says whether the seal is
/// made anew, so that what lies behind it is tested too; then come records of four bytes: where
/// (two bytes, a share of the file), what (the low half of the third byte: xor, set, add to a byte,
/// cut the file; the high half: how many bytes further), and with which value.
/// @param path where the file is written  @param good its bytes without edits
void write_edited_file(const std::string &path, const std::string &good, const std::uint8_t *data,
                       std::size_t size);

} // namespace rhoflow::test
