// SPDX-License-Identifier: Apache-2.0
#include "run/density_run.h"

#include "base/byte_count.h"
#include "base/kernels/instruction_set.h"
#include "base/machine_memory.h"
#include "base/threads.h"
#include "rhoflow/base/errors.h"
#include "run/outer_variance.h"
#include "run/program_frame.h"

#include <filesystem>
#include <iostream>

namespace rhoflow {

DensityRunInput::DensityRunInput(const CommandLine &command_line)
    : file(read_parameters(command_line, parameters)) {}

void DensityRunInput::complete(const CommandLine &command_line, const Communicator &communicator,
                               const std::function<void(const Parameters &, unsigned int)> &check,
                               const std::string &more_inputs) {
  set_number_of_threads(command_line.threads, communicator.processes_on_this_machine());
  const std::filesystem::path parameter_file(command_line.parameter_file);
  data = make_run_data(parameters, *file, parameter_file.parent_path().string());
  const unsigned int dimension = data.training.dimension;
  if (dimension > 2)
    throw InputError((parameters.data.file.empty()
                          ? "Data/Inputs = " + std::to_string(parameters.data.inputs)
                          : "Data/File = '" + parameters.data.file + "'") +
                     ": " + std::to_string(dimension) + ' ' + more_inputs);
  parameters.check(dimension);
  if (check)
    check(parameters, dimension);
  choose_outer_variance(parameters, *file, dimension);
  if (!parameters.accuracy.is_asked_for())
    take_resolution(communicator);
}

void DensityRunInput::take_resolution(const Communicator &communicator) {
  check_start(parameters, data.training.dimension);
  size = estimate_size(parameters, data.training);
  require_memory(size.memory, communicator);
}

bool print_parameters(const CommandLine &command_line, const ParameterFile &file,
                      const Communicator &communicator) {
  if (command_line.print_parameters && communicator.is_root())
    file.print(std::cout);
  return command_line.print_parameters;
}

void require_memory(std::uint64_t needed, const Communicator &communicator) {
  const std::uint64_t here = machine_memory();
  const std::uint64_t share =
      needed / communicator.size() * communicator.processes_on_this_machine();
  if (here > 0 && share > here)
    throw InputError("the run needs " + byte_count(share) + " of memory, this machine has " +
                     byte_count(here) +
                     "; lower Weights/Inner cells, Weights/Outer nodes, Depth/Nodes or "
                     "Output/Points, or divide it among more machines with mpirun");
}

void describe_run(RunRecord &record, const RunSize &size, const DataSet &data,
                  std::uint64_t density_bytes, const Communicator &communicator) {
  record.set_threads(number_of_threads());
  record.set_kernels(kernel_instruction_set(), kernel_vector_width_bits());
  record.set_size("processes", communicator.size());
  record.set_size("samples", data.size());
  record.set_size("inputs", data.dimension);
  record.set_size("densities", size.densities);
  record.set_size("inner_nodes", size.inner_nodes);
  record.set_size("degrees_of_freedom", size.degrees_of_freedom);
  record.set_size("bytes_per_degree_of_freedom",
                  (density_bytes + size.degrees_of_freedom - 1) / size.degrees_of_freedom);
  record.set_size("estimated_memory", size.memory);
}

} // namespace rhoflow
