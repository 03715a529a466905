// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace rhoflow {

/// The inner cells of one density that a process works on, [first, last), and those it stores
/// values of, [stored_first, stored_last), which are the same and the neighbours'. Cells are
/// numbered line by line, so that a range of them is a slab of the mesh.
struct LocalCells {
  unsigned int first = 0, last = 0;
  unsigned int stored_first = 0, stored_last = 0;

  /// All @p n cells of a mesh.
  static LocalCells all(unsigned int n) { return {0, n, 0, n}; }

  unsigned int size() const { return last - first; }
  unsigned int n_stored() const { return stored_last - stored_first; }
  bool empty() const { return first == last; }
  /// Place of @p cell among the stored ones.
  std::size_t stored_index(unsigned int cell) const { return cell - stored_first; }
  /// Place of @p cell among those worked on.
  std::size_t index(unsigned int cell) const { return cell - first; }
};

} // namespace rhoflow
