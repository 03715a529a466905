// SPDX-License-Identifier: Apache-2.0
#include "counted_run.h"

#include "base/processor_clock.h"
#include "csv/csv_writer.h"

namespace points_and_mesh {

using namespace rhoflow;

ProgramAction counted(const ProgramAction &action) {
  return [action](const CommandLine &command_line, const Communicator &communicator) {
    const double start = processor_seconds();
    const ExitStatus status = action(command_line, communicator);
    const double seconds = processor_seconds() - start;
    if (!command_line.validate)
      communicator.on_root([&] {
        CsvWriter file(command_line.output_directory + '/' + cost_file, {cost_column});
        file.add_row({seconds});
        file.close();
      });
    return status;
  };
}

} // namespace points_and_mesh
