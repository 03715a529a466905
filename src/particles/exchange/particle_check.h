// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "particles/exchange/particle_file.h"

#include <string>

namespace rhoflow {

/// What the weights of a state say about its predictions and its loss, each in half a line with the
/// remedy, empty if there is nothing to say.
struct ParticleVerdict {
  std::string fault;   ///< the state contradicts itself
  std::string warning; ///< it may, or it could not be checked
};

/// Evaluates the weights of @p state, and holds its predictions against them and its loss against
/// its predictions, E = sum_i (f_i - y_i)^2 / (2 n).
///
/// With the size S = max_i |f_i| + |beta| sum_k q_k |a_k| (fixed head: sum_j |c_j| max_i |x_ij|
/// instead of the second term), which bounds what rounding can do to a bounded activation,
/// predictions that differ by at most 1e-5 S are taken as the same (rounding in double
/// precision gives 1e-16 S, in single precision 1e-7 S), by at most 1e-3 S as doubtful (a warning),
/// by more as others (a fault). The loss is right if the root mean squares of the residuals, sqrt(2
/// E), differ by at most 1e-5 (S + max_i |y_i|) and the loss is not a known multiple of E. What is
/// wrong is explained where another order of the components, the predictions of a neighbouring
/// time, or a factor would make it fit.
/// @param time_index the time of @p state, which reader.read() returned
/// @throws InputError as ParticleReader::read()
ParticleVerdict check_state(const ParticleReader &reader, std::size_t time_index,
                            const ParticleState &state);

} // namespace rhoflow
