// SPDX-License-Identifier: Apache-2.0
#include "base/kernels/instruction_set.h"

namespace rhoflow {

unsigned int kernel_vector_width_bits() {
#if defined(__AVX512F__)
  return 512;
#elif defined(__AVX__)
  return 256;
#else
  return 128;
#endif
}

const char *kernel_instruction_set() {
#if defined(__AVX512F__)
  return "AVX-512";
#elif defined(__AVX2__) && defined(__FMA__)
  return "AVX2 and FMA";
#elif defined(__AVX__)
  return "AVX";
#elif defined(__SSE2__)
  return "SSE2";
#else
  return "no known vector instructions";
#endif
}

} // namespace rhoflow
