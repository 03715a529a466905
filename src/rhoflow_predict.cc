// SPDX-License-Identifier: Apache-2.0
#include "prediction/predict_program.h"

/// Predictions of a finished run at other inputs.
int main(int argc, char **argv) {
  return rhoflow::run_predict_program(argc, argv);
}
