// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "observers/run_record.h"
#include "parameters/parameter_file.h"
#include "rhoflow/base/communicator.h"
#include "rhoflow/run/parameters.h"
#include "rhoflow/run/setup.h"
#include "run/command_line.h"
#include "run/run_data.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace rhoflow {

/// What a run of densities is made from.
struct DensityRunInput {
  Parameters parameters;
  std::unique_ptr<ParameterFile> file; ///< refers to the parameters
  RunData data;
  RunSize size;

  /// Reads file and settings. @throws InputError as ParameterFile does
  explicit DensityRunInput(const CommandLine &command_line);
  DensityRunInput(const DensityRunInput &) = delete;
  DensityRunInput &operator=(const DensityRunInput &) = delete;

  /// Sets the number of threads, makes the data, chooses what is left open in the parameters and
  /// checks what can be checked without a density; the resolution only if it is not to be chosen.
  /// @param check       checks of the program; may be empty
  /// @param more_inputs what to say behind their number where samples have more than two inputs
  /// @throws InputError naming what does not fit
  void complete(const CommandLine &command_line, const Communicator &communicator,
                const std::function<void(const Parameters &, unsigned int dimension)> &check,
                const std::string &more_inputs);

  /// Checks the resolution and computes the size.
  /// @throws InputError if it does not hold the start or needs too much memory
  void take_resolution(const Communicator &communicator);
};

/// Does what --print-parameters asks for. @return whether that was asked for
bool print_parameters(const CommandLine &command_line, const ParameterFile &file,
                      const Communicator &communicator);

/// @throws InputError if a run needs more memory than its machines have. @param needed bytes
void require_memory(std::uint64_t needed, const Communicator &communicator);

/// Puts what is known of a run of densities before it starts into its record.
/// @param density_bytes of the values of all processes
void describe_run(RunRecord &record, const RunSize &size, const DataSet &data,
                  std::uint64_t density_bytes, const Communicator &communicator);

} // namespace rhoflow
