// SPDX-License-Identifier: Apache-2.0
#include "evaluation/run_history.h"

#include "history/history_file.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/errors.h"
#include "rhoflow/run/parameters.h"

#include <filesystem>

namespace rhoflow {

namespace {

namespace fs = std::filesystem;

/// Whether the run in @p folder had noise; false where nothing says so.
bool had_noise(const std::string &folder) {
  try {
    Parameters parameters;
    ParameterFile file(
        [&](dealii::ParameterHandler &handler) { parameters.add_parameters(handler); });
    file.read(folder + "/parameters.prm");
    return parameters.noise.temperature > 0.;
  } catch (const InputError &) { // missing, or of another version
    return false;
  }
}

} // namespace

FlowHistory read_run_history(const std::string &folder) {
  if (!fs::is_directory(folder))
    throw InputError(folder + ": there is no such folder; name that of a run");
  const std::string path = history_path(folder);
  if (fs::exists(path))
    return read_history(path);
  if (had_noise(folder))
    throw InputError(folder + ": the run had noise, and with noise there are no characteristics; "
                              "densities/ and checkpoint/ have its densities");
  throw InputError(path + ": there is no such file; run the problem with rhoflow or "
                          "rhoflow-points and Output/History = true");
}

} // namespace rhoflow
