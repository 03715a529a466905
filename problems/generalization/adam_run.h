#pragma once

#include "rhoflow/run/program_frame.h"

namespace generalization {

/// A run that trains the finite networks of @p n samples by Adam: train_torch.py starts from the
/// weights and samples that the runs descent_name(n, set) of the same study have written, and takes
/// as many steps of the same rate. Writes the folder adam_set(set) for every training set, with
/// predictions.csv (PyTorch's own) and test_predictions.csv (of the trained weights, evaluated by
/// the same code as those of the other runs).
rhoflow::ProgramAction adam_run(unsigned int n);

} // namespace generalization
