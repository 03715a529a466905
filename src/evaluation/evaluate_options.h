// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace rhoflow {

class CommandOptions;

/// The command line of rhoflow-evaluate.
struct EvaluateOptions {
  std::string run, points, output, density;
  std::optional<double> depth;
  std::string time; ///< one, or several with commas between them; all
  std::string plane, volume, marginal, fixed, range; ///< lists of weights, see grid_options.h
  std::optional<unsigned int> grid_points;           ///< or boxes, in each direction
  double tolerance = 1e-9;
  unsigned int threads = 0;
  bool check = false, overwrite = false;

  bool has_grid() const { return !plane.empty() || !volume.empty(); }
  /// Whether a table or image data are asked for.
  bool has_table() const { return !points.empty() || !marginal.empty() || has_grid(); }
  /// Whether the output is image data for ParaView, by the ending of its name.
  bool writes_image() const;
};

/// @param options outlives @p command
void declare_options(CommandOptions &command, EvaluateOptions &options);

/// Looks for mistakes that can be seen without the run. @throws InputError, one line
void check_options(const EvaluateOptions &options);

/// @throws InputError "--OPTION = VALUE: PROBLEM"
[[noreturn]] void refuse(const std::string &option, double value, const std::string &problem);

} // namespace rhoflow
