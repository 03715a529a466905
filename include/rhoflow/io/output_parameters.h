#pragma once

namespace dealii {
class ParameterHandler;
}

namespace rhoflow {

/// When a run writes checkpoint/density.h5.
enum class CheckpointPolicy { last, every_output, none };

/// Section `Output`: what a run writes besides its statistics.
struct OutputParameters {
  bool fields = true;           ///< ParaView files, written by the first process
  bool mesh_fields = false;     ///< ParaView files on the inner mesh, written by all processes
  bool pictures = true;         ///< PNG images at the end
  unsigned int field_every = 1; ///< write fields at every so many output times
  unsigned int points = 49;     ///< sampling points per direction of the fields

  CheckpointPolicy checkpoint = CheckpointPolicy::last;

  void add_parameters(dealii::ParameterHandler &prm);
};

} // namespace rhoflow
