#pragma once

#include "base/text_file.h"
#include "checkpoint/particle_checkpoint.h"
#include "csv/csv_writer.h"
#include "paraview/particle_output.h"
#include "particles/exchange/particle_file.h"
#include "particles/particle_training.h"
#include "pictures/particle_pictures.h"
#include "run/parameters.h"
#include "run/progress.h"
#include "run/run_record.h"

#include <optional>
#include <string>

namespace rhoflow {

/// One training run of a finite network from its start to its end: takes the steps, writes
/// statistics, weights, point clouds, pictures and checkpoints, reports progress and warns if the
/// loss rises.
class ParticleSimulation {
public:
  /// @param training at its start, also if the run is to go on from a checkpoint
  /// @param folder of the results; exists, with `density` and `images` in it
  /// @param parameter_lines all parameters as a checkpoint keeps them
  ParticleSimulation(const Parameters &parameters, ParticleTraining training, std::string folder,
                     Progress &progress, RunRecord &record, std::string parameter_lines);

  /// The run will go on from @p checkpoint in its folder instead of from the start.
  /// @throws InputError if the files of the former part cannot be continued
  void resume(const ParticleCheckpoint &checkpoint);

  /// From where the training is to the end time.
  /// @throws RunError if the run cannot go on; everything written so far stays.
  void run();

  const ParticleTraining &training() const { return training_; }

private:
  void open_files();
  void write_output();
  void write_weights();
  void write_checkpoint_if_due();
  void check_step(double previous_loss);
  void record_timings();

  Parameters parameters_;
  ParticleTraining training_;
  std::string folder_, parameter_lines_;
  Progress &progress_;
  RunRecord &record_;
  std::optional<CsvWriter> statistics_file_;
  std::optional<TextFile> log_;
  ParticleHeader header_;
  std::optional<ParticleWriter> writer_;
  std::optional<ParticleOutput> fields_; ///< for one or two inputs
  ParticlePictures pictures_;
  double start_seconds_;
  unsigned int n_outputs_ = 0;
  bool last_output_ = false, resumed_ = false, warned_loss_ = false;
};

} // namespace rhoflow
