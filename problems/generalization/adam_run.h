// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/program_frame.h"

#include <string>
#include <vector>

namespace generalization {

/// One of the finite networks of the study: its samples and where it stands.
struct AdamTraining {
  std::string start;      ///< run of the same study whose particles.h5 holds weights and samples
  std::string folder;     ///< within the run's own, for the results
  unsigned int data_seed; ///< of the samples, and thereby of the test points
};

/// A run that trains all @p networks by Adam, in one call of train_torch.py (starting Python takes
/// longer than training a small network): from the weights and samples of their starts, by as many
/// steps of the rate Particles/Learning rate as gradient descent takes. Writes for each
/// predictions.csv (PyTorch's own) and test_predictions.csv (of the trained weights, evaluated by
/// the code that evaluates those of the other runs).
rhoflow::ProgramAction adam_run(const std::vector<AdamTraining> &networks);

} // namespace generalization
