// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rhoflow {

/// Bits in one register of the instruction set that the kernels were compiled for.
unsigned int kernel_vector_width_bits();
/// Name of that instruction set, e.g. "AVX-512".
const char *kernel_instruction_set();

} // namespace rhoflow
