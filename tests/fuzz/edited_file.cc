// SPDX-License-Identifier: Apache-2.0
#include "edited_file.h"

#include "edited_content.h"
#include "hdf5/seal.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace rhoflow::test {

namespace {

/// @p bytes with the records of @p data, which begin behind its first byte.
std::string edit_bytes(std::string bytes, const std::uint8_t *data, std::size_t size) {
  const std::size_t former_size = bytes.size();
  for (std::size_t i = 1; i + 4 <= size && !bytes.empty(); i += 4) {
    const std::size_t share = data[i] * 256u + data[i + 1];
    const std::size_t place =
        std::min(share * former_size / 65536 + data[i + 2] / 16, bytes.size() - 1);
    auto &byte = reinterpret_cast<unsigned char &>(bytes[place]);
    switch (data[i + 2] % 4) {
    case 0:
      byte ^= data[i + 3];
      break;
    case 1:
      byte = data[i + 3];
      break;
    case 2:
      byte = static_cast<unsigned char>(byte + data[i + 3]);
      break;
    default:
      if (data[i + 3] < 8) // files are cut more rarely
        bytes.resize(place);
    }
  }
  return bytes;
}

} // namespace

EditedFile::EditedFile(const std::string &path) : content_(read_all(path)) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  bytes_ = bytes.str();
}

void EditedFile::write(const std::string &path, const std::uint8_t *data, std::size_t size) const {
  if (size > 0 && data[0] >= 128)
    return write_all(path, edit_content(content_, data + 1, size - 1));
  const std::string bytes = edit_bytes(bytes_, data, size);
  std::ofstream(path, std::ios::binary) << bytes;
  if (size > 0 && data[0] % 2 == 1 && bytes.size() >= seal_size)
    seal_file(path);
}

} // namespace rhoflow::test
