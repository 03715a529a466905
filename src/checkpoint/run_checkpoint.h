// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/observer.h"
#include "rhoflow/data/data_set.h"

#include <string>

namespace rhoflow {

/// What the checkpoints of densities and of finite networks say of the run.
struct RunCheckpoint {
  std::string generator;  ///< "rhoflow 0.1.0"
  std::string parameters; ///< all parameters of the run, lines "Section/Key = value"
  DataSet data;
  double loss = 0.;
  double wall_time = 0.; ///< seconds so far
  unsigned int n_outputs = 0;
  ObserverStates observers; ///< what the observers of the run have to remember
};

} // namespace rhoflow
