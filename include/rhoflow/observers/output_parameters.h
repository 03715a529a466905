// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "rhoflow/base/enumeration.h"

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// When a run writes its checkpoint.
enum class CheckpointPolicy { last, every_output, none };

template <>
inline constexpr NamedValue<CheckpointPolicy> names_of<CheckpointPolicy>[] = {
    {CheckpointPolicy::last, "last"},
    {CheckpointPolicy::every_output, "every output"},
    {CheckpointPolicy::none, "none"}};

/// What the files of densities hold.
enum class DensityContent { automatic, none, marginals, full };

template <>
inline constexpr NamedValue<DensityContent> names_of<DensityContent>[] = {
    {DensityContent::automatic, "auto"},
    {DensityContent::none, "none"},
    {DensityContent::marginals, "marginals"},
    {DensityContent::full, "full"}};

/// How many bits their numbers have.
enum class DensityBits { full, single };

template <>
inline constexpr NamedValue<DensityBits> names_of<DensityBits>[] = {{DensityBits::full, "64"},
                                                                    {DensityBits::single, "32"}};

/// Section `Output`: what a run writes besides its statistics.
struct OutputParameters {
  bool fields = true;           ///< ParaView files, written by the first process
  bool mesh_fields = false;     ///< ParaView files on the inner mesh, written by all processes
  bool pictures = true;         ///< drawn by rhoflow-plot at the end
  unsigned int field_every = 1; ///< write fields at every so many output times
  unsigned int points = 49;     ///< sampling points per direction of the fields

  DensityContent densities = DensityContent::automatic; ///< HDF5 files with exact densities
  unsigned int densities_every = 0; ///< at so many output times; 0: the first, middle and last
  DensityBits density_bits = DensityBits::full;

  bool history = true; ///< history.h5, for densities at any weights after the run

  unsigned int curve_points = 201; ///< of f on a line, with one input; 0: no curve.csv

  CheckpointPolicy checkpoint = CheckpointPolicy::last;
  double checkpoint_interval = 10.; ///< minutes of wall time between checkpoints; 0: not by time
  /// Whether an output time, perhaps the @p last one, is one of a checkpoint.
  bool checkpoint_due(bool last) const {
    return checkpoint == CheckpointPolicy::every_output ||
           (checkpoint == CheckpointPolicy::last && last);
  }

  void add_parameters(dealii::ParameterHandler &handler);
};

} // namespace rhoflow
