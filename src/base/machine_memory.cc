// SPDX-License-Identifier: Apache-2.0
#include "base/machine_memory.h"

#include <algorithm>
#include <fstream>
#include <string>

#include <unistd.h>

namespace rhoflow {

namespace {

/// The limit in a file of the control groups; 0 if there is none.
std::uint64_t limit_in(const std::string &path) {
  std::ifstream file(path);
  std::uint64_t limit = 0;
  return file >> limit ? limit : 0; // "max" is no number
}

} // namespace

std::uint64_t machine_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), page = ::sysconf(_SC_PAGESIZE);
  std::uint64_t memory = pages > 0 && page > 0 ? std::uint64_t(pages) * std::uint64_t(page) : 0;
  for (const char *path :
       {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"})
    if (const std::uint64_t limit = limit_in(path); limit > 0)
      memory = memory > 0 ? std::min(memory, limit) : limit;
  return memory;
}

} // namespace rhoflow
