// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/lane_register.h"

#include <type_traits>
#include <utility>

namespace rhoflow {
inline namespace RHOFLOW_REGISTERS {

template <typename Half>
struct LanePair;

/// What comparing two values of type @p Part gives: all bits of a lane are set where it holds.
template <typename Part>
struct Compared {
  using type = RegisterBits;
};
template <typename Half>
struct Compared<LanePair<Half>> {
  using type = LanePair<typename Compared<Half>::type>;
};

/// Two halves, one behind the other in memory, of a vector that is wider than the registers of the
/// processor, with the operators of the compiler's own vectors.
///
/// GCC puts a vector type wider than a register into memory after every operation, which makes the
/// kernels several times slower; members of a struct stay in registers.
///
/// @tparam Half a register, or a pair again
template <typename Half>
struct LanePair {
  using Number = std::decay_t<decltype(std::declval<const Half &>()[0])>;
  using Mask = typename Compared<LanePair>::type;
  Half lower, upper;

  /// One lane; cheap where @p i is known to the compiler.
  Number operator[](std::size_t i) const {
    constexpr std::size_t n = sizeof(Half) / sizeof(Number);
    return i < n ? lower[i] : upper[i - n];
  }

  template <typename Other>
  LanePair &operator+=(const Other &b) {
    return *this = *this + b;
  }
  template <typename Other>
  LanePair &operator-=(const Other &b) {
    return *this = *this - b;
  }
  template <typename Other>
  LanePair &operator*=(const Other &b) {
    return *this = *this * b;
  }
  friend LanePair operator-(const LanePair &a) { return {-a.lower, -a.upper}; }

// The name of an operator cannot stand in parentheses.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define RHOFLOW_LANE_OPERATOR(Result, operation)                                                   \
  friend Result operator operation(const LanePair &a, const LanePair &b) {                         \
    return {a.lower operation b.lower, a.upper operation b.upper};                                 \
  }                                                                                                \
  friend Result operator operation(const LanePair &a, Number b) {                                  \
    return {a.lower operation b, a.upper operation b};                                             \
  }                                                                                                \
  friend Result operator operation(Number a, const LanePair &b) {                                  \
    return {a operation b.lower, a operation b.upper};                                             \
  }
  // NOLINTEND(bugprone-macro-parentheses)
  RHOFLOW_LANE_OPERATOR(LanePair, +)
  RHOFLOW_LANE_OPERATOR(LanePair, -)
  RHOFLOW_LANE_OPERATOR(LanePair, *)
  RHOFLOW_LANE_OPERATOR(LanePair, /)
  RHOFLOW_LANE_OPERATOR(LanePair, &)
  RHOFLOW_LANE_OPERATOR(LanePair, |)
  RHOFLOW_LANE_OPERATOR(LanePair, <<)
  RHOFLOW_LANE_OPERATOR(LanePair, >>)
  RHOFLOW_LANE_OPERATOR(Mask, <)
  RHOFLOW_LANE_OPERATOR(Mask, >)
  RHOFLOW_LANE_OPERATOR(Mask, <=)
  RHOFLOW_LANE_OPERATOR(Mask, !=)
#undef RHOFLOW_LANE_OPERATOR
};

template <typename MaskHalf, typename Half>
inline LanePair<Half> select(const LanePair<MaskHalf> &mask, const LanePair<Half> &a,
                             const LanePair<Half> &b) {
  return {select(mask.lower, a.lower, b.lower), select(mask.upper, a.upper, b.upper)};
}
template <typename Half>
inline typename LanePair<Half>::Mask bits_of(const LanePair<Half> &v) {
  return {bits_of(v.lower), bits_of(v.upper)};
}
template <typename Half>
inline auto from_bits(const LanePair<Half> &bits) -> LanePair<decltype(from_bits(bits.lower))> {
  return {from_bits(bits.lower), from_bits(bits.upper)};
}
template <typename Half>
inline auto to_numbers(const LanePair<Half> &integers)
    -> LanePair<decltype(to_numbers(integers.lower))> {
  return {to_numbers(integers.lower), to_numbers(integers.upper)};
}

/// A value of @p registers registers: a pair where there are more than one.
template <typename Part, int registers>
struct Registers {
  using type = LanePair<typename Registers<Part, registers / 2>::type>;
};
template <typename Part>
struct Registers<Part, 1> {
  using type = Part;
};

/// A value from memory, register by register: a copy of the whole struct would pass through memory.
template <typename Value, bool aligned>
inline Value load_registers(const double *p) {
  if constexpr (std::is_same_v<Value, Register>) {
    return load_register<aligned>(p);
  } else {
    using Half = decltype(Value::lower);
    return {load_registers<Half, aligned>(p),
            load_registers<Half, aligned>(p + sizeof(Half) / sizeof(double))};
  }
}
template <bool aligned>
inline void store_registers(double *p, const Register &v) {
  store_register<aligned>(p, v);
}
template <bool aligned, typename Half>
inline void store_registers(double *p, const LanePair<Half> &v) {
  store_registers<aligned>(p, v.lower);
  store_registers<aligned>(p + sizeof(Half) / sizeof(double), v.upper);
}

/// Register number @p index of a value.
template <int index>
inline const Register &register_of(const Register &v) {
  static_assert(index == 0);
  return v;
}
template <int index, typename Half>
inline const Register &register_of(const LanePair<Half> &v) {
  // NOLINTNEXTLINE(bugprone-sizeof-expression): half a pair may be a register
  constexpr int n = sizeof(Half) / sizeof(Register);
  if constexpr (index < n)
    return register_of<index>(v.lower);
  else
    return register_of<index - n>(v.upper);
}

} // namespace RHOFLOW_REGISTERS
} // namespace rhoflow
