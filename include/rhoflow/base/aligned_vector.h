// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace rhoflow {

/// Memory for large numerical arrays: it starts at a cache line, and from `huge` bytes on at a huge
/// page, which the system is asked to use. With pages of 4 KiB a sweep over a density spends a
/// considerable part of its time on address translation. @throws std::bad_alloc
void *allocate_aligned(std::size_t bytes);
/// Returns what allocate_aligned() gave.
void free_aligned(void *memory) noexcept;

/// Standard allocator on top of allocate_aligned().
template <typename T>
struct AlignedAllocator {
  using value_type = T;

  AlignedAllocator() = default;
  template <typename U>
  AlignedAllocator(const AlignedAllocator<U> &) {}

  T *allocate(std::size_t n) {
    if (n > static_cast<std::size_t>(-1) / sizeof(T))
      throw std::bad_array_new_length();
    return static_cast<T *>(allocate_aligned(n * sizeof(T)));
  }
  void deallocate(T *memory, std::size_t) noexcept { free_aligned(memory); }

  template <typename U>
  bool operator==(const AlignedAllocator<U> &) const {
    return true;
  }
  template <typename U>
  bool operator!=(const AlignedAllocator<U> &) const {
    return false;
  }
};

/// A std::vector of doubles whose storage starts at a cache line, as the vector loops need it.
using AlignedVector = std::vector<double, AlignedAllocator<double>>;

} // namespace rhoflow
