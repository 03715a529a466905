// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

// Kernels and what stands beside them may be compiled for different processors: the name of an
// inner namespace keeps their functions of the same name apart.
#if defined(__AVX512F__)
#define RHOFLOW_REGISTERS registers_of_512_bits
#define RHOFLOW_REGISTER_BYTES 64
#elif defined(__AVX__)
#define RHOFLOW_REGISTERS registers_of_256_bits
#define RHOFLOW_REGISTER_BYTES 32
#else
#define RHOFLOW_REGISTERS registers_of_128_bits
#define RHOFLOW_REGISTER_BYTES 16
#endif

namespace rhoflow {
inline namespace RHOFLOW_REGISTERS {

/// One vector register of the processor that a source is compiled for, and its bits.
using Register = double __attribute__((vector_size(RHOFLOW_REGISTER_BYTES)));
using RegisterBits = long long __attribute__((vector_size(RHOFLOW_REGISTER_BYTES)));

constexpr int register_lanes = RHOFLOW_REGISTER_BYTES / int(sizeof(double));

/// A register from memory that is aligned to registers, or to doubles only.
template <bool aligned>
inline Register load_register(const double *p) {
  using Anywhere __attribute__((aligned(alignof(double)))) = Register;
  if constexpr (aligned)
    return *reinterpret_cast<const Register *>(p);
  else
    return *reinterpret_cast<const Anywhere *>(p);
}
template <bool aligned>
inline void store_register(double *p, const Register &v) {
  using Anywhere __attribute__((aligned(alignof(double)))) = Register;
  if constexpr (aligned)
    *reinterpret_cast<Register *>(p) = v;
  else
    *reinterpret_cast<Anywhere *>(p) = v;
}

/// Lane by lane @p a where all bits of @p mask are set, @p b where none is.
inline Register select(const RegisterBits &mask, const Register &a, const Register &b) {
  return mask ? a : b;
}
inline RegisterBits bits_of(const Register &v) {
  return reinterpret_cast<RegisterBits>(v);
}
inline Register from_bits(const RegisterBits &bits) {
  return reinterpret_cast<Register>(bits);
}
/// The integers in the lanes as floating point numbers.
inline Register to_numbers(const RegisterBits &integers) {
  return __builtin_convertvector(integers, Register);
}

} // namespace RHOFLOW_REGISTERS
} // namespace rhoflow
