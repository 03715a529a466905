// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// Section `Accuracy`: errors that the resolution is chosen for. Where both are 0 the resolution is
/// the one given.
struct AccuracyParameters {
  bool estimate = true;    ///< errors of a resolution that is given
  double loss = 0.;        ///< relative error of the loss at every output time
  double predictions = 0.; ///< root mean square error of the predictions, relative to them
  double memory = 0.;      ///< GiB that the run may take; 0: what the machine has
  double seconds = 0.;     ///< that the run may take; 0: any

  void add_parameters(dealii::ParameterHandler &handler);

  bool is_asked_for() const { return loss > 0. || predictions > 0.; }
};

} // namespace rhoflow
