// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/lane_pair.h"

#include <array>
#include <utility>

namespace rhoflow {
inline namespace RHOFLOW_REGISTERS {

/// Rearranges the lanes of two values a and b: lane i of the result is entry source[i] of the lanes
/// of a followed by those of b. Registers are put together from two others at a time.
template <int... source>
class LaneShuffle {
  static constexpr int n = register_lanes;
  static constexpr int registers = int(sizeof...(source)) / n;
  using Value = typename Registers<Register, registers>::type;

public:
  static Value apply(const Value &a, const Value &b) {
    return assemble(a, b, std::make_integer_sequence<int, registers>());
  }

private:
  static constexpr std::array<int, sizeof...(source)> from{source...};

  template <int... target>
  static Value assemble(const Value &a, const Value &b, std::integer_sequence<int, target...>) {
    constexpr std::make_integer_sequence<int, n> lanes;
    if constexpr (registers == 1)
      return gather<0>(a, b, lanes);
    else
      return {gather<target>(a, b, lanes)...};
  }

  /// The up to four registers that register @p target takes lanes from; the last one repeats.
  static constexpr std::array<int, 4> origins(int target) {
    std::array<int, 4> result{};
    int count = 0;
    for (int i = 0; i < n; ++i) {
      const int origin = from[std::size_t(target * n + i)] / n;
      bool known = false;
      for (int k = 0; k < count; ++k)
        known = known || result[std::size_t(k)] == origin;
      if (!known)
        result[std::size_t(count++)] = origin;
    }
    for (int k = count; k < 4; ++k)
      result[std::size_t(k)] = result[std::size_t(count - 1)];
    return result;
  }

  /// Where a lane stands in registers @p first and @p second together; anywhere if in neither.
  static constexpr int place(int target, int lane, int first, int second) {
    const int entry = from[std::size_t(target * n + lane)];
    return entry / n == first ? entry % n : entry / n == second ? n + entry % n : lane;
  }

  template <int index>
  static const Register &origin(const Value &a, const Value &b) {
    if constexpr (index < registers)
      return register_of<index>(a);
    else
      return register_of<index - registers>(b);
  }

  template <int target, int... lane>
  static Register gather(const Value &a, const Value &b, std::integer_sequence<int, lane...>) {
    constexpr std::array<int, 4> o = origins(target);
    const Register two = __builtin_shufflevector(origin<o[0]>(a, b), origin<o[1]>(a, b),
                                                 place(target, lane, o[0], o[1])...);
    if constexpr (o[2] == o[1])
      return two;
    const Register others = __builtin_shufflevector(origin<o[2]>(a, b), origin<o[3]>(a, b),
                                                    place(target, lane, o[2], o[3])...);
    return __builtin_shufflevector(two, others,
                                   (in(target, lane, o[0], o[1]) ? lane : n + lane)...);
  }

  static constexpr bool in(int target, int lane, int first, int second) {
    const int origin = from[std::size_t(target * n + lane)] / n;
    return origin == first || origin == second;
  }
};

} // namespace RHOFLOW_REGISTERS
} // namespace rhoflow
