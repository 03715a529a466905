// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program_frame.h"

#include <string>

namespace time_to_accuracy {

/// Steps of gradient descent to t = 5, and the layers of the network.
constexpr unsigned int descent_steps = 50, descent_layers = 16;

/// A run that measures the seconds a step of train_torch.py takes with @p neurons neurons a layer
/// and in the head, as the difference of a long and a short training, so that the start of Python
/// does not count. Writes torch.csv with the columns `neurons,seconds_per_step`.
/// @param samples name of the run of the same study whose predictions.csv holds the samples
rhoflow::ProgramAction torch_run(unsigned int neurons, const std::string &samples);

} // namespace time_to_accuracy
