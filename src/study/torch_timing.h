// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program_frame.h"

#include <string>

namespace rhoflow {

/// Whose steps are timed, and how.
struct TorchTiming {
  unsigned int neurons = 1000, layers = 16; ///< neurons a layer and in the head
  double rate = 0.1;                        ///< learning rate
  unsigned int steps = 100;                 ///< of the long training, more than two
  unsigned int repeats = 1;                 ///< odd, for the median
};

/// A run of a study that measures the seconds a step of train_torch.py takes, by the clock on the
/// wall and of its processors, as the difference of a long training and one of two steps, so that
/// the start of Python does not count. Writes torch.csv with the columns
/// `neurons,seconds_per_step,processor_seconds_per_step`.
/// @param samples name of the run of the same study whose predictions.csv holds the samples
ProgramAction torch_timing(const TorchTiming &timing, const std::string &samples);

} // namespace rhoflow
