// SPDX-License-Identifier: Apache-2.0
#include "edited_file.h"

#include "hdf5/seal.h"

#include <algorithm>
#include <fstream>

namespace rhoflow::test {

void write_edited_file(const std::string &path, const std::string &good, const std::uint8_t *data,
                       std::size_t size) {
  std::string bytes = good;
  const bool sealed_anew = size > 0 && data[0] % 2 == 1;
  for (std::size_t i = 1; i + 4 <= size && !bytes.empty(); i += 4) {
    const std::size_t share = data[i] * 256u + data[i + 1];
    const std::size_t place =
        std::min(share * good.size() / 65536 + data[i + 2] / 16, bytes.size() - 1);
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
  std::ofstream(path, std::ios::binary) << bytes;
  if (sealed_anew && bytes.size() >= seal_size)
    seal_file(path);
}

} // namespace rhoflow::test
