// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parameters/parameter_file.h"
#include "rhoflow/data/data_set.h"
#include "rhoflow/data/standardisation.h"
#include "rhoflow/run/parameters.h"

#include <string>
#include <vector>

namespace rhoflow {

/// The data of a run and what there is to say of them.
struct RunData {
  DataSet samples;      ///< in the units of the user
  DataSet training;     ///< the same in the units of the solver
  DataSet test_samples; ///< in the units of the user; may be empty
  DataSet test;         ///< the same in the units of the solver
  DataUnits units;
  std::vector<std::string> remarks; ///< for the start of the run and --validate
  /// What is far from one and stays so, with the remedy: the likely cause if the run fails. May be
  /// empty.
  std::string danger;
};

/// Generates or reads the data of a run. What is decided from them is set in @p parameters and
/// @p file, so that a run with the parameters that are written is the same: Data/Source = csv where
/// only Data/File is given, and Data/Standardise where it is auto.
/// @param directory of the parameter file
/// @throws InputError as make_data_set() and make_test_set() do, or if values cannot be
/// standardised
RunData make_run_data(Parameters &parameters, ParameterFile &file, const std::string &directory);

/// What to do about a run that would take days.
std::string pace_remedy(const RunData &data);

/// @p remarks with a line break behind each.
std::string lines_of(const std::vector<std::string> &remarks);

} // namespace rhoflow
