// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "../temporary_folder.h"

#include <cstddef>
#include <string>
#include <vector>

namespace rhoflow::test {

/// What a program answered.
struct CommandResult {
  int status = -1;
  std::string output; ///< standard output
  std::string error;  ///< standard error

  /// Lines of the standard error.
  std::size_t error_lines() const {
    std::size_t lines = 0;
    for (const char c : error)
      lines += c == '\n' ? 1 : 0;
    return lines;
  }
};

/// Runs `program arguments` within @p folder, as a user would, in a shell or, where words and
/// quotes are all there is to read, in a child of this process (linked_program.h); @p arguments are
/// quoted by the caller where needed.
CommandResult run_command(const TemporaryFolder &folder, const std::string &program,
                          const std::string &arguments);

/// The executable called @p name: rhoflow, rhoflow_particles, rhoflow_points, rhoflow_compare,
/// rhoflow_predict, rhoflow_stationary or a driver.
std::string program_path(const std::string &name);

/// Runs `rhoflow arguments` quietly as @p processes processes of one thread.
CommandResult run_with(const TemporaryFolder &folder, unsigned int processes,
                       const std::string &arguments);

/// How often @p words stand in @p text.
std::size_t count_of(const std::string &words, const std::string &text);

/// A table without its column wall_time.
std::string without_wall_time(const std::string &csv);

/// The cells of a csv table, row by row, without its first line. No cell may hold a comma.
std::vector<std::vector<std::string>> rows_of(const std::string &csv);

/// The same where all cells are numbers.
std::vector<std::vector<double>> numbers_of(const std::string &csv);

/// Steps, rejected steps and whatever else, as JSON, the record of the run in @p name counts.
std::string sizes_of(const TemporaryFolder &folder, const std::string &name);

/// Settings that measure all quantities of the theory, or none.
std::string theory_settings(bool measured);

/// A parameter file that runs in a fraction of a second, without pictures, which take more than
/// that, and without errors and the quantities of the theory; @p extra is appended.
inline std::string small_problem(const std::string &extra = {}) {
  return "subsection Data\n  set Source = sine\n  set Samples = 6\nend\n"
         "subsection Depth\n  set Nodes = 3\nend\n"
         "subsection Weights\n  set Outer nodes = 8\n  set Inner cells = 8\n"
         "  set Inner degree = 3\n  set Half width = 5\nend\n"
         "subsection Time\n  set End time = 0.3\n  set Tolerance = 1e-5\n"
         "  set Output interval = 0.1\nend\n"
         "subsection Output\n  set Points = 17\n  set Pictures = false\n"
         "  set Densities = none\nend\n"
         "subsection Theory\n  set Gram matrices = false\n  set Relative entropy = false\n"
         "  set Path length = false\n  set Support = false\nend\n"
         "subsection Accuracy\n  set Estimate = false\nend\n" +
         extra;
}

/// Settings of a run without a parameter file of small_problem() whose errors nobody looks at: to
/// estimate them takes several runs.
inline const std::string no_errors = " --set Accuracy/Estimate=false ";

/// Settings of a run that writes no fields but those on the inner mesh.
inline const std::string only_mesh_fields =
    " --set 'Output/Mesh fields=true' --set Output/Fields=false --set Output/Pictures=false";

} // namespace rhoflow::test
