// SPDX-License-Identifier: Apache-2.0
#include "rhoflow/base/aligned_vector.h"

#include <sys/mman.h>

#include <cstdlib>

namespace rhoflow {

namespace {

constexpr std::size_t cache_line = 64, huge_page = std::size_t(1) << 21;

} // namespace

void *allocate_aligned(std::size_t bytes) {
  const std::size_t alignment = bytes < 2 * huge_page ? cache_line : huge_page;
  // std::aligned_alloc takes whole multiples of the alignment only.
  const std::size_t size = (bytes + alignment - 1) / alignment * alignment;
  void *const memory = std::aligned_alloc(alignment, size == 0 ? alignment : size);
  if (memory == nullptr)
    throw std::bad_alloc();
  // Only advice: where the system refuses, ordinary pages do the same work.
  if (alignment == huge_page)
    madvise(memory, size, MADV_HUGEPAGE);
  return memory;
}

void free_aligned(void *memory) noexcept {
  std::free(memory);
}

} // namespace rhoflow
